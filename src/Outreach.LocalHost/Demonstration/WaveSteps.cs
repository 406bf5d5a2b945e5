using System.Net;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Planning;
using Outreach.Core.Register.Synthetic;
using Outreach.Functions.ComplementaryOutreach;

namespace Outreach.LocalHost.Demonstration;

/// <summary>A wave from its plan to its last message: counted, approved by somebody else, sent; and what it comes to, compared with what was seen to arrive.</summary>
internal sealed class WaveSteps(WaveClient author, WaveClient approver, SentMessages sent, StepReport report)
{
    /// <summary>Plans a wave and has it counted; nobody is written to yet.</summary>
    /// <param name="expected">Whom it must select.</param>
    public async Task<string> PlanAsync(WaveBody plan, string key, IReadOnlyList<SyntheticPerson> expected, CancellationToken cancellationToken)
    {
        WaveAnswer counted = await report.RunAsync("A wave to people without a treating doctor is planned, and its preview counts them; nobody is claimed", async () =>
        {
            string wave = await author.PlanAsync(plan, key, cancellationToken);
            StepFailedException.Require(await author.PlanAsync(plan, key, cancellationToken) == wave, "a second wave was planned");
            WaveAnswer answer = await author.WaitAsync(wave, WaveState.AwaitingApproval, meanwhile: null, cancellationToken);
            Dictionary<string, long> channels = expected.GroupBy(person => OutreachExtract.ChannelOf(person).ToString(), StringComparer.Ordinal)
                .ToDictionary(channel => channel.Key, channel => channel.LongCount(), StringComparer.Ordinal);
            StepFailedException.Require(
                answer.Preview is { } preview && preview.Selected.Count == channels.Count && channels.All(channel => preview.Selected.GetValueOrDefault(channel.Key) == channel.Value),
                $"it selects {answer.Preview?.Selected.Values.Sum()} people instead of {expected.Count}");
            return (answer, $"departments {string.Join(", ", answer.Departments)}: {Counts(answer.Preview!.Selected)}");
        });
        report.Note($"left out: {Counts(counted.Preview!.LeftOut)}");
        await report.RunAsync("The author may approve waves, but not the own one", async () =>
        {
            (HttpStatusCode status, string code) = await author.TryApproveAsync(counted.WaveId, cancellationToken);
            StepFailedException.Require((status, code) == (HttpStatusCode.Forbidden, WaveFailures.OwnWave.Code), $"answered {(int)status} {code}");
            return $"403 {code}";
        });
        return counted.WaveId;
    }

    public Task ApproveAsync(string wave, CancellationToken cancellationToken) => report.RunAsync("Another agent approves the wave", async () =>
    {
        WaveAnswer approved = await approver.ApproveAsync(wave, cancellationToken);
        StepFailedException.Require(approved.Decider is not null && approved.Decider != approved.Author, "nobody else decided");
        return $"approved at {approved.DecidedAt:HH:mm:ss}";
    });

    /// <param name="people">Whom the preview selected.</param>
    /// <param name="withheld">Whose message was planned and then stopped.</param>
    /// <param name="changed">Who was not there any more when it was sent.</param>
    public Task<WaveAnswer> CompleteAsync(string wave, int people, int withheld, int changed, CancellationToken cancellationToken) =>
        report.RunAsync("The wave comes to its end: everybody it selected was sent one message, but for those of whom something changed", async () =>
        {
            WaveAnswer completed = await author.WaitAsync(wave, WaveState.Completed, () => sent.LookAsync(cancellationToken), cancellationToken);
            await sent.LookAsync(cancellationToken);
            WaveTally tally = completed.Tally!;
            StepFailedException.Require(
                tally == WaveTally.None with { HandedOver = people - withheld - changed, Withheld = withheld },
                $"{tally.HandedOver} are handed over, {tally.Withheld} withheld, {tally.Planned + tally.Refused + tally.Uncertain} neither");
            return (completed, $"{tally.HandedOver} handed over, {tally.Withheld} withheld; {sent.Mails.Count} mails at /dev/outbox");
        });

    /// <summary>The same wave once more finds nobody: whoever was written to is not asked for again.</summary>
    public Task RepeatAsync(WaveBody plan, string key, WaveClient planner, int people, CancellationToken cancellationToken) =>
        report.RunAsync("The same wave planned again finds nobody left to write to, and is cancelled before anybody approves it", async () =>
        {
            string wave = await planner.PlanAsync(plan, key, cancellationToken);
            PreviewAnswer preview = (await planner.WaitAsync(wave, WaveState.AwaitingApproval, meanwhile: null, cancellationToken)).Preview!;
            StepFailedException.Require(
                preview.Selected.Values.Sum() == 0 && preview.LeftOut.GetValueOrDefault(nameof(SelectionOutcome.NotAvailable)) == people,
                $"it selects {preview.Selected.Values.Sum()}, {preview.LeftOut.GetValueOrDefault(nameof(SelectionOutcome.NotAvailable))} are not available");
            StepFailedException.Require((await planner.CancelAsync(wave, cancellationToken)).State == nameof(WaveState.Cancelled), "it is not cancelled");
            (HttpStatusCode status, string code) = await approver.TryApproveAsync(wave, cancellationToken);
            StepFailedException.Require(status == HttpStatusCode.Conflict, $"approving a cancelled wave answered {(int)status}");
            return $"{Counts(preview.LeftOut)}; approving it then: 409 {code}";
        });

    private static string Counts(IReadOnlyDictionary<string, long> counts) => string.Join(", ", counts.Where(count => count.Value > 0).Select(count => $"{count.Value} {count.Key}"));
}
