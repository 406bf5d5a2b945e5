using System.Globalization;

namespace Outreach.Core.Audit.Evidence;

/// <summary>What the trail says of the campaign itself.</summary>
public sealed record CampaignTrail
{
    public bool Created { get; init; }

    public bool Closing { get; init; }

    public bool Closed { get; init; }

    /// <summary>When the key is beyond recovery, as the end of the campaign wrote it down.</summary>
    public DateTimeOffset? KeyFinalOn { get; init; }

    public int Imports { get; init; }

    /// <summary>Rows of the import that counts: the last one.</summary>
    public long RowsLoaded { get; init; }

    public long RowsRefused { get; init; }

    /// <summary>Calls that updated the register between imports.</summary>
    public int Updates { get; init; }

    /// <summary>People whom these updated; one who was updated twice counts twice.</summary>
    public long RowsUpdated { get; init; }

    /// <summary>Rows of these that were refused.</summary>
    public long UpdatesRefused { get; init; }

    /// <summary>Events that tell how a contact went.</summary>
    public int ContactEvents { get; init; }

    /// <summary>Waves, exceptions and schedules of the insurer's own outreach.</summary>
    public WavesTrail Waves { get; init; } = WavesTrail.None;

    public FilesTrail Files { get; init; } = FilesTrail.None;

    public AuditEntry? Head { get; init; }

    /// <summary>The stream's last entry as the latest checkpoint knows it; null when that does not know the stream.</summary>
    public AuditHead? Trusted { get; init; }

    /// <summary>Retention may have erased the campaign's events by now.</summary>
    public bool MayBeErased { get; init; }

    public AuditFault? Fault { get; init; }

    public long Events => Head?.Sequence ?? 0;

    public CampaignTrail With(AuditStream stream, AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if ((Fault ?? AuditChain.Check(stream, Head, entry) ?? Rewritten(entry)) is { } fault)
        {
            return this with { Fault = fault };
        }

        CampaignTrail next = this with { Head = entry };
        return entry.Type switch
        {
            "campaigns.created" => next with { Created = true },
            "campaigns.closing" => next with { Closing = true },
            "campaigns.closed" => next with { Closed = true, KeyFinalOn = Instant(entry, "finalOn") },
            "register.imported" => next with { Imports = Imports + 1, RowsLoaded = Count(entry, "loaded"), RowsRefused = Count(entry, "refused") },
            "register.updated" => next with
            {
                Updates = Updates + 1,
                RowsUpdated = RowsUpdated + Count(entry, "loaded"),
                UpdatesRefused = UpdatesRefused + Count(entry, "refused"),
            },
            _ when ListTrail.TellsContact(entry.Type) => next with { ContactEvents = ContactEvents + 1 },
            _ => next with { Waves = Waves.With(entry), Files = Files.With(entry) },
        };
    }

    public static async Task<CampaignTrail> ReadAsync(IAuditTrail trail, AuditStream stream, AuditHead? trusted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(trail);
        var read = new CampaignTrail { Trusted = trusted };
        try
        {
            await foreach (AuditEntry entry in trail.ReadAsync(stream, cancellationToken))
            {
                read = read.With(stream, entry);
            }
        }
        catch (AuditDamagedException)
        {
            read = read with { Fault = read.Fault ?? AuditFault.Damaged };
        }

        return read.AtEnd();
    }

    /// <summary>What the trail says when there is no entry more.</summary>
    private CampaignTrail AtEnd() => Fault is null && Events < Trusted?.Sequence ? this with { Fault = Head is null ? AuditFault.Removed : AuditFault.Truncated } : this;

    private AuditFault? Rewritten(AuditEntry entry) =>
        entry.Sequence == Trusted?.Sequence && entry.Hash != Trusted.Hash ? AuditFault.Rewritten : null;

    private static long Count(AuditEntry entry, string name) =>
        long.TryParse(entry.Data.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count : 0;

    private static DateTimeOffset? Instant(AuditEntry entry, string name) =>
        DateTimeOffset.TryParse(entry.Data.GetValueOrDefault(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) ? at : null;
}
