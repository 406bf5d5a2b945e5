using System.Globalization;
using Azure.Data.Tables;
using Outreach.Adapters.Contacts;
using Outreach.Core;
using Outreach.Core.Contacts;
using Outreach.Core.Register;

namespace Outreach.Benchmarks;

/// <summary>Shares of one wave that claim their pages side by side, against the bare inserts: all of them meet in the rows of one act.</summary>
internal static class WaveClaimsBenchmark
{
    private const int Shares = 8;

    /// <summary>About as many as a page of the register has whom its status does not leave out.</summary>
    private const int PeoplePerPage = 400;

    private static int Pages => Size.Of(full: 5, tiny: 1);

    private static int Rounds => Size.Of(full: 9, tiny: 1);

    public static async Task<Measurement> RunAsync(TablesContactLedger ledger, TableClient floor)
    {
        using var calls = new StorageCalls(floor.Uri.Port);
        Dictionary<string, int> perPage = [];
        double[] ratios = new double[Rounds];
        double seconds = 0;
        for (int round = 0; round < Rounds; round++)
        {
            var act = ContactAct.ForWave(RandomId.Create());
            calls.Take();
            double product = await TimeAsync(() => ClaimAsync(ledger, act));
            perPage = calls.Take().ToDictionary(call => call.Key, call => (int)Math.Round((double)call.Value / (Shares * Pages)), StringComparer.Ordinal);
            ratios[round] = product / await TimeAsync(() => ContactsBenchmark.InsertAsync(floor, PeoplePerPage));
            seconds += product / Rounds;
        }

        return new Measurement(
            string.Create(CultureInfo.InvariantCulture, $"claim pages of {PeoplePerPage} people of one wave, {Shares} shares at once"),
            "the same rows inserted bare, one transaction per partition, as many at once",
            ratios.Order().ElementAt(Rounds / 2),
            string.Create(CultureInfo.InvariantCulture, $"per page: {EngineFloor.Describe(perPage)}; {Shares * Pages * PeoplePerPage / seconds:F0} people/s here"));
    }

    private static async Task ClaimAsync(TablesContactLedger ledger, ContactAct act)
    {
        PatientRef[] page = [.. Enumerable.Range(0, PeoplePerPage).Select(_ => new PatientRef(RandomId.Create()))];
        IReadOnlySet<PatientRef> granted = await ledger.ClaimAsync(ContactsBenchmark.Book, act, page, default);
        if (granted.Count != PeoplePerPage)
        {
            throw new InvalidOperationException($"{granted.Count} people of a page were granted.");
        }
    }

    /// <summary>Each share does one page after the other.</summary>
    private static Task<double> TimeAsync(Func<Task> page) => EngineFloor.TimeAsync(() => Task.WhenAll(Enumerable.Range(0, Shares).Select(async _ =>
    {
        for (int i = 0; i < Pages; i++)
        {
            await page();
        }
    })));
}
