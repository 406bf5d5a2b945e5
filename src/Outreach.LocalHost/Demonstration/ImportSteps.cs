using System.Globalization;
using Outreach.Functions.Register.Runs;

namespace Outreach.LocalHost.Demonstration;

/// <summary>The register at its size: landed in parts, imported in the background, bad rows told by line and reason, and the extract destroyed.</summary>
internal sealed class ImportSteps(RegisterClient register, StepReport report)
{
    private const string Name = "register.csv.gz";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public async Task RunAsync(OutreachExtract extract, CancellationToken cancellationToken)
    {
        int parts = await report.RunAsync($"An extract of {Number(OutreachExtract.Rows)} rows is posted in parts, compressed", async () =>
        {
            byte[] file = await extract.CompressAsync(cancellationToken);
            int landed = await register.LandAsync(Name, file, cancellationToken);
            return (landed, $"{landed} parts, {Number(file.Length / 1024)} KiB");
        });
        ImportAnswer import = await report.RunAsync("It is imported in the background, and tells how far it is", async () =>
        {
            string statusUrl = await register.ImportAsync(Name, parts, cancellationToken);
            StepFailedException.Require(await register.ImportAsync(Name, parts, cancellationToken) == statusUrl, "a second import was made of the same extract");
            ImportAnswer ended = await WaitAsync(statusUrl, cancellationToken);
            StepFailedException.Require(ended.State == "completed", $"the import is {ended.State} {ended.Failure?.Code}");
            return (ended, $"{Number(ended.Counts.Loaded)} people in {(ended.EndedAt - ended.AskedAt)?.TotalSeconds:0} s");
        });
        await report.RunAsync($"Exactly {extract.Faults.Count} bad rows are found, each by its line and reason", async () =>
        {
            IReadOnlyList<(long Line, string Code)> rejected = await register.ReadRejectedAsync(import, cancellationToken);
            StepFailedException.Require(
                (import.Counts.Loaded, import.Counts.Refused, import.Counts.Remarked) == (extract.Loaded.Count, extract.Faults.Count, 0),
                $"{import.Counts.Loaded} people are loaded, {import.Counts.Refused} rows refused, {import.Counts.Remarked} remarked on");
            StepFailedException.Require(rejected.Order().SequenceEqual(extract.Faults.Order()), $"the report tells {rejected.Count} lines, others than those with faults");
            foreach ((string code, long rows) in import.Counts.ByReason)
            {
                report.Note($"{rows,4}  {code}");
            }

            return $"lines {rejected.Min().Line} to {rejected.Max().Line}, {import.Counts.ByReason.Count} reasons";
        });
        await report.RunAsync("The extract is destroyed, and read back as gone", () =>
        {
            StepFailedException.Require(import.ExtractDestroyedAt is not null, "the extract is still there");
            return Task.FromResult($"at {import.ExtractDestroyedAt:HH:mm:ss}");
        });
    }

    private async Task<ImportAnswer> WaitAsync(string statusUrl, CancellationToken cancellationToken)
    {
        long begun = TimeProvider.System.GetTimestamp();
        string told = "";
        while (true)
        {
            ImportAnswer import = await register.ReadAsync(statusUrl, cancellationToken);
            if (import is { EndedAt: not null, ExtractDestroyedAt: not null } || TimeProvider.System.GetElapsedTime(begun) > Patience)
            {
                return import;
            }

            string progress = import.EndedAt is null ? $"{import.State} {import.Percent}%" : "destroying the extract";
            if (progress != told)
            {
                report.Note($"{progress}: {Number(import.Rows)} rows, {import.Counts.Refused} refused{Pace(import)}");
                told = progress;
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    private static string Pace(ImportAnswer import) =>
        import is { RowsPerSecond: { } rate, SecondsLeft: { } left } ? $", {Number((long)rate)} rows/s, {left:0} s left" : "";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
