using System.Collections.Immutable;

namespace Outreach.Core.Audit.Evidence;

/// <summary>What the trail of a campaign says of files with people's data: extracts of the register, and batches for dispatchers.</summary>
public sealed record FilesTrail
{
    /// <summary>An import runs for hours, and what it left is destroyed at the deletion timer's next run after 72: whatever is there still is a fault.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(96);

    public static FilesTrail None { get; } = new();

    /// <summary>Extracts with all their parts, read back as gone.</summary>
    public long ExtractsDestroyed => Destroyed.Count;

    public long BatchesDestroyed => Batches.Count;

    private ImmutableDictionary<string, DateTimeOffset> Asked { get; init; } = ImmutableDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    private ImmutableHashSet<string> Destroyed { get; init; } = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    private ImmutableHashSet<(string Wave, string Part)> Batches { get; init; } = [];

    /// <summary>Imports that were asked for so long ago that nothing of their extract should be left, and of which nobody read that back.</summary>
    public long ExtractsLeftAt(DateTimeOffset now) => Asked.LongCount(import => now - import.Value >= Longest && !Destroyed.Contains(import.Key));

    public FilesTrail With(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        string import = entry.Data.GetValueOrDefault("import") ?? "";
        return entry.Type switch
        {
            "register.import-asked" when !Asked.ContainsKey(import) => this with { Asked = Asked.Add(import, entry.At) },
            "deletion.extract-destroyed" => this with { Destroyed = Destroyed.Add(import) },
            "outreach.batch-destroyed" => this with { Batches = Batches.Add((entry.Data.GetValueOrDefault("wave") ?? "", entry.Data.GetValueOrDefault("part") ?? "")) },
            _ => this,
        };
    }
}
