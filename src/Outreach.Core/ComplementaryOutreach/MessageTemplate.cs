using Outreach.Core.Campaigns;
using Outreach.Core.Register;

namespace Outreach.Core.ComplementaryOutreach;

/// <summary>How far a version of a template is. Names are a stored format.</summary>
public enum TemplateState
{
    Draft,
    Approved,
    Retired,
}

/// <summary>The words of one channel in one language; Liquid, with the places that the renderer knows and no other.</summary>
public sealed record TemplateText(string Subject, string Body);

/// <summary>One version of the words of a message in French and English. A version never changes once it is approved.</summary>
/// <param name="Id">A code, chosen by its author.</param>
/// <param name="Version">From 1, rising.</param>
/// <param name="Texts">By channel, then by language (`fr`, `en`).</param>
public sealed record MessageTemplate(
    CampaignId Campaign,
    string Id,
    int Version,
    TemplateState State,
    IReadOnlyDictionary<OutreachChannel, IReadOnlyDictionary<string, TemplateText>> Texts,
    string Author,
    DateTimeOffset CreatedAt)
{
    public string? Approver { get; init; }

    public DateTimeOffset? ApprovedAt { get; init; }
}

/// <summary>What a message may say of its receiver and campaign.</summary>
/// <param name="Link">The signed link to object, and to read one's own statement.</param>
public sealed record MessageValues(InsuredPerson Person, string CampaignTitle, Uri Link)
{
    public override string ToString() => "message values";
}

/// <summary>Keeps templates.</summary>
public interface IMessageTemplateStore
{
    Task<Versioned<MessageTemplate>?> FindAsync(CampaignId campaign, string id, int version, CancellationToken cancellationToken);

    /// <summary>False when this version exists already; nothing is changed then.</summary>
    Task<bool> AddAsync(MessageTemplate template, CancellationToken cancellationToken);

    /// <summary>False when the stored version is not <paramref name="etag"/> any more; nothing is changed then.</summary>
    Task<bool> ReplaceAsync(MessageTemplate template, string etag, CancellationToken cancellationToken);

    IAsyncEnumerable<MessageTemplate> ListAsync(CampaignId campaign, CancellationToken cancellationToken);
}

/// <summary>Puts the words of an approved template and the values of one person together.</summary>
public interface IMessageRenderer
{
    /// <summary>The same for the same input, in French and English where the channel has room for both; values are escaped for no markup: a message is plain text.</summary>
    RenderedMessage Render(MessageTemplate template, OutreachChannel channel, MessageValues values);
}
