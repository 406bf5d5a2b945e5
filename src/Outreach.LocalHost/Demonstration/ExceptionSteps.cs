using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Exceptions;
using Outreach.Core.ComplementaryOutreach.Planning;
using Outreach.Functions.ComplementaryOutreach;

namespace Outreach.LocalHost.Demonstration;

/// <summary>People who have a treating doctor are for an exception alone: with a reason and a cap, approved by somebody else; and never those of a doctor's list.</summary>
internal sealed class ExceptionSteps(WaveClient planner, WaveClient approver, SentMessages sent, StepReport report)
{
    public const int MostPeople = 25;

    /// <summary>The wave, completed.</summary>
    /// <param name="plan">For people with a treating doctor, without the exception.</param>
    /// <param name="held">Own patients of the doctor's list whom the plan would reach, were they nobody's.</param>
    public async Task<WaveAnswer> RunAsync(WaveBody plan, string key, DateTimeOffset notAfter, int held, CancellationToken cancellationToken)
    {
        string exception = await report.RunAsync("For people who have a treating doctor an exception is asked for, with a reason and a cap, and approved by another agent", async () =>
        {
            var body = new ExceptionBody("Demonstration: several practices of this department are closed for the summer.", MostPeople, notAfter);
            OutreachExceptionAnswer asked = await planner.AskExceptionAsync(body, key, cancellationToken);
            OutreachExceptionAnswer approved = await approver.ApproveExceptionAsync(asked.ExceptionId, cancellationToken);
            StepFailedException.Require(approved.State == "Approved" && approved.Decider != approved.Author, $"it is {approved.State}");
            return (approved.ExceptionId, $"{MostPeople} people at most, until {approved.NotAfter:d MMMM}");
        });
        string wave = await report.RunAsync("A wave under the exception does not find those who are on the doctor's list", async () =>
        {
            string planned = await planner.PlanAsync(plan with { Exception = exception }, key, cancellationToken);
            PreviewAnswer preview = (await planner.WaitAsync(planned, WaveState.AwaitingApproval, meanwhile: null, cancellationToken)).Preview!;
            long notAvailable = preview.LeftOut.GetValueOrDefault(nameof(SelectionOutcome.NotAvailable));
            StepFailedException.Require(held > 0 && notAvailable >= held, $"{notAvailable} are not available, {held} are on the list");
            await approver.ApproveAsync(planned, cancellationToken);
            return (planned, $"{preview.Selected.Values.Sum()} Email, {notAvailable} {nameof(SelectionOutcome.NotAvailable)}");
        });
        return await report.RunAsync("It writes to as many as the exception allows, and to nobody more", async () =>
        {
            WaveAnswer completed = await planner.WaitAsync(wave, WaveState.Completed, () => sent.LookAsync(cancellationToken), cancellationToken);
            await sent.LookAsync(cancellationToken);
            StepFailedException.Require(completed.Tally == WaveTally.None with { HandedOver = MostPeople }, $"{completed.Tally?.HandedOver} are handed over");
            return (completed, $"{MostPeople} handed over");
        });
    }
}
