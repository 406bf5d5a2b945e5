using System.Collections.Immutable;

namespace Outreach.Core.Audit.Evidence;

/// <summary>What the trail of a campaign says of the words of its messages (C6): who wrote and who approved which version, never the words.</summary>
public sealed record WordsTrail
{
    public static WordsTrail None { get; } = new();

    public long Approved => Approvers.Count;

    public long ApprovedByTheAuthor => Approvers.LongCount(version => Authors.GetValueOrDefault(version.Key) == version.Value);

    private ImmutableDictionary<(string Template, string Version), string> Authors { get; init; } = ImmutableDictionary<(string, string), string>.Empty;

    private ImmutableDictionary<(string Template, string Version), string> Approvers { get; init; } = ImmutableDictionary<(string, string), string>.Empty;

    public WordsTrail With(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        (string Template, string Version) version = (entry.Data.GetValueOrDefault("template") ?? "", entry.Data.GetValueOrDefault("version") ?? "");
        return entry.Type switch
        {
            "templates.written" => this with { Authors = Authors.SetItem(version, entry.Actor) },
            "templates.approved" => this with { Approvers = Approvers.SetItem(version, entry.Actor) },
            _ => this,
        };
    }
}
