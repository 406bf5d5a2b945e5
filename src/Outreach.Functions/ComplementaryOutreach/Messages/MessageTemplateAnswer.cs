using Microsoft.AspNetCore.Http;
using Outreach.Core;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Messages;
using Outreach.Functions.Http;

namespace Outreach.Functions.ComplementaryOutreach.Messages;

/// <summary>A version of a template as the insurer sees it.</summary>
/// <param name="State">`Draft`, `Approved` or `Retired`.</param>
/// <param name="Texts">By channel, then by language.</param>
/// <param name="Author">Opaque, as in the audit trail.</param>
/// <param name="Approver">The same; null for a draft.</param>
/// <param name="Findings">What the check finds today.</param>
public sealed record MessageTemplateAnswer(
    string Campaign,
    string Id,
    int Version,
    string State,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, TemplateText>> Texts,
    string Author,
    DateTimeOffset CreatedAt,
    string? Approver,
    DateTimeOffset? ApprovedAt,
    IReadOnlyList<MessageFinding> Findings)
{
    public static MessageTemplateAnswer Of(TemplateReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        MessageTemplate template = report.Template;
        return new MessageTemplateAnswer(
            template.Campaign.Value, template.Id, template.Version, template.State.ToString(),
            template.Texts.ToDictionary(texts => MessageChannels.Name(texts.Key), texts => texts.Value, StringComparer.Ordinal),
            template.Author, template.CreatedAt, template.Approver, template.ApprovedAt, report.Findings);
    }

    public static IResult Answer(Result<TemplateReport> report, HttpRequest request) =>
        report.Succeeded ? Results.Json(Of(report.Value)) : Problems.From(report.Failure, request);

    /// <summary>201 for a version that this call wrote, 200 for one that was there.</summary>
    public static IResult Answer(Result<WrittenTemplate> written, HttpRequest request) => written switch
    {
        { Succeeded: false } => Problems.From(written.Failure, request),
        { Value: { IsNew: true, Report: { } report } } => Results.Created(Address(report.Template), Of(report)),
        _ => Results.Json(Of(written.Value.Report)),
    };

    private static string Address(MessageTemplate template) =>
        $"/api/campaigns/{template.Campaign.Value}/message-templates/{template.Id}/versions/{template.Version}";
}

/// <summary>All versions of all templates of a campaign, by id and number.</summary>
public sealed record MessageTemplatesAnswer(IReadOnlyList<MessageTemplateAnswer> Templates);

/// <summary>Messages to people who do not exist.</summary>
public sealed record MessagePreviewAnswer(string Channel, IReadOnlyList<TemplatePreview> Previews);
