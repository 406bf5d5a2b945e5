using System.Net;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Exceptions;
using Outreach.Core.ComplementaryOutreach.Planning;
using Outreach.Functions.ComplementaryOutreach;

namespace Outreach.LocalHost.Demonstration;

/// <summary>People who have a treating doctor are for an exception alone, with a reason and a cap, approved by somebody else; and its end ends what was planned under it.</summary>
internal sealed class ExceptionSteps(WaveClient author, WaveClient approver, StepReport report)
{
    public const int MostPeople = 25;

    /// <param name="plan">For people with a treating doctor, without the exception.</param>
    public async Task RunAsync(WaveBody plan, string key, DateTimeOffset notAfter, CancellationToken cancellationToken)
    {
        string exception = await report.RunAsync("For people who have a treating doctor an exception is asked for, with a reason and a cap; its author may not approve it, another agent does", async () =>
        {
            var body = new ExceptionBody("Demonstration: several practices of this department are closed for weeks.", MostPeople, notAfter);
            OutreachExceptionAnswer asked = await author.AskExceptionAsync(body, key, cancellationToken);
            (HttpStatusCode status, string code) = await author.TryApproveExceptionAsync(asked.ExceptionId, cancellationToken);
            StepFailedException.Require((status, code) == (HttpStatusCode.Forbidden, ExceptionFailures.OwnException.Code), $"answered {(int)status} {code}");
            OutreachExceptionAnswer approved = await approver.ApproveExceptionAsync(asked.ExceptionId, cancellationToken);
            StepFailedException.Require(approved.State == "Approved" && approved.Decider != approved.Author, $"it is {approved.State}");
            return (approved.ExceptionId, $"{MostPeople} people at most, until {approved.NotAfter:d MMMM}; 403 {code}");
        });
        await report.RunAsync("A wave is planned under it; the exception is revoked, and the wave is cancelled with it", async () =>
        {
            string wave = await author.PlanAsync(plan with { Exception = exception }, key, cancellationToken);
            OutreachExceptionAnswer revoked = await approver.RevokeExceptionAsync(exception, cancellationToken);
            WaveAnswer now = await author.ReadAsync(wave, cancellationToken);
            StepFailedException.Require(
                revoked is { State: "Revoked", Used: 0 } && now is { State: nameof(WaveState.Cancelled), Tally: null }, $"the exception is {revoked.State}, the wave {now.State}");
            return $"cancelled at {now.EndedAt:HH:mm:ss}, nobody was claimed";
        });
    }
}
