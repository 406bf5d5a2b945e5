using System.Net;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Messages;
using Outreach.Functions.ComplementaryOutreach.Messages;

namespace Outreach.LocalHost.Demonstration;

/// <summary>The words of messages: written by one, checked, and approved by another.</summary>
internal sealed class WordsSteps(WaveClient author, WaveClient approver, StepReport report)
{
    /// <summary>The id of the approved template.</summary>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        MessageTemplateAnswer words = await report.RunAsync("An agent takes the neutral words that come along; the check finds nothing in them that presses or is missing", async () =>
        {
            MessageTemplateAnswer written = await author.WriteDefaultWordsAsync(cancellationToken);
            StepFailedException.Require(
                written is { State: nameof(TemplateState.Draft), Findings: [] }, $"they are {written.State}, with {string.Join(", ", written.Findings.Select(finding => finding.Code))}");
            return (written, $"{written.Id}, version {written.Version}, for {string.Join(", ", written.Texts.Keys)}, in French and English");
        });
        await report.RunAsync("The author may approve, but not the own words", async () =>
        {
            (HttpStatusCode status, string code) = await author.TryApproveWordsAsync(words, cancellationToken);
            StepFailedException.Require((status, code) == (HttpStatusCode.Forbidden, MessageFailures.OwnTemplate.Code), $"answered {(int)status} {code}");
            return $"403 {code}";
        });
        await report.RunAsync("Another agent approves them", async () =>
        {
            MessageTemplateAnswer approved = await approver.ApproveWordsAsync(words, cancellationToken);
            StepFailedException.Require(approved.State == nameof(TemplateState.Approved) && approved.Approver != approved.Author, $"they are {approved.State}");
            return $"approved at {approved.ApprovedAt:HH:mm:ss}";
        });
        return words.Id;
    }
}
