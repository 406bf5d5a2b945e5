using System.Globalization;
using Outreach.Core.ComplementaryOutreach;

namespace Outreach.Benchmarks;

/// <summary>The preview of a wave for everybody without a treating doctor, against the same anti-join in PostgreSQL on the same people in the same run. Both must come to the same numbers.</summary>
internal static class SelectionBenchmark
{
    /// <summary>What Azure publishes for one account.</summary>
    private const double RequestsPerSecond = 20_000;

    private const int QueriesPerRound = 3;

    private static int Rounds => Size.Of(full: 3, tiny: 1);

    public static async Task<IReadOnlyList<Measurement>> RunAsync(int count)
    {
        var people = new SelectionPeople(count);
        using SelectionWorkshop workshop = await SelectionWorkshop.CreateAsync(people);
        Tell("The register is sealed.");
        PostgresSelection? postgres = await PostgresServer.StartAsync() is { } server ? new PostgresSelection(server) : null;
        if (postgres is not null)
        {
            await postgres.LoadAsync(people, workshop.Secret);
            await postgres.CountAsync();
            Tell("PostgreSQL has the same.");
        }

        using HeapWatch heap = new();
        double before = HeapWatch.AliveMiB();
        List<double> whole = [], bare = [], ratios = [];
        long calls = 0;
        for (int round = 0; round < Rounds; round++)
        {
            calls = workshop.Calls;
            Dictionary<(string, OutreachChannel), long> counts = [];
            whole.Add(await EngineFloor.TimeAsync(async () => counts = await workshop.CountAsync()));
            calls = workshop.Calls - calls;
            for (int query = 0; postgres is not null && query < QueriesPerRound; query++)
            {
                Dictionary<(string, OutreachChannel), long> same = [];
                bare.Add(await EngineFloor.TimeAsync(async () => same = await postgres.CountAsync()));
                RequireSame(counts, same);
            }

            ratios.Add(whole[^1] / Median(bare));
            Tell(string.Create(CultureInfo.InvariantCulture, $"Round {round}: {whole[^1]:F1} s, {Median(bare):F2} s in PostgreSQL."));
        }

        double read = await EngineFloor.TimeAsync(workshop.ReadAsync), opened = await EngineFloor.TimeAsync(workshop.OpenAsync);
        double all = Median(whole), least = calls / RequestsPerSecond;
        string detail = string.Create(
            CultureInfo.InvariantCulture,
            $"{all:F0} s here: {opened:F0} s to open {workshop.Envelopes:N0} envelopes and name their people, {read - opened:F0} s to bring their pages, {all - read:F0} s to judge them and to ask a ledger of {people.Others + (count * 3L / 100):N0} people; {calls:N0} requests, for which Azure's published 20,000 a second are {least:F0} s; heap {before:F0} MiB before, at most {heap.MostMiB:F0} MiB at any second");
        string name = $"selection over {count:N0} people without a doctor, counted by department and channel";
        return postgres is null
            ? [new Measurement(name, PostgresServer.HowToInstall, double.NaN, detail)]
            : [
                new Measurement(name, $"the same anti-join in PostgreSQL {await postgres.FindVersionAsync()}, same people in clear, same numbers", Median(ratios), $"{Seconds(Median(bare))} s there; {detail}"),
                new Measurement("the same, had the envelopes been open", "the same anti-join", (all - opened) / Median(bare), "what the same pages and questions take, in clear"),
            ];
    }

    private static void RequireSame(Dictionary<(string, OutreachChannel), long> one, Dictionary<(string, OutreachChannel), long> other)
    {
        if (one.Count == 0 || one.Count != other.Count || one.Any(count => other.GetValueOrDefault(count.Key) != count.Value))
        {
            throw new InvalidOperationException($"The numbers differ: {one.Values.Sum()} people and {other.Values.Sum()} in PostgreSQL.");
        }
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAtOrDefault(values.Count() / 2);

    private static string Seconds(double seconds) => seconds.ToString("F2", CultureInfo.InvariantCulture);

    /// <summary>It takes its time: told beside the table.</summary>
    private static void Tell(string what) => Console.Error.WriteLine(what);
}
