using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach.Planning;

namespace Outreach.Core.ComplementaryOutreach.Schedules;

/// <summary>When a campaign plans waves by itself, and which; there is none unless somebody set it.</summary>
/// <param name="Expression">NCRONTAB, by the clock of France.</param>
/// <param name="Plan">As its author gave it; read anew at each occurrence.</param>
/// <param name="Author">Opaque name of who set it, and thus may not approve what it plans (threat 28).</param>
public sealed record OutreachSchedule(CampaignId Campaign, string Expression, WaveBody Plan, string Author, DateTimeOffset SetAt)
{
    /// <summary>The last occurrence that was dealt with; <see cref="SetAt"/> before the first.</summary>
    public DateTimeOffset HandledUpTo { get; init; } = SetAt;

    /// <summary>Code of why the last occurrence planned nothing; null when it planned a wave.</summary>
    public string? LastFailure { get; init; }

    public override string ToString() => $"schedule of {Campaign}";
}

/// <summary>Keeps one schedule per campaign.</summary>
public interface IOutreachScheduleStore
{
    Task<Versioned<OutreachSchedule>?> FindAsync(CampaignId campaign, CancellationToken cancellationToken);

    /// <summary>Inserts when <paramref name="etag"/> is null, else replaces that version. False when somebody else was first; nothing is changed then.</summary>
    Task<bool> TryPutAsync(OutreachSchedule schedule, string? etag, CancellationToken cancellationToken);

    /// <summary>False when there was none.</summary>
    Task<bool> RemoveAsync(CampaignId campaign, CancellationToken cancellationToken);
}
