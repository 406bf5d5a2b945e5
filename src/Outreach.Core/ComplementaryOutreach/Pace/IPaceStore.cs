using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach.Pace;

/// <summary>Room that was taken for a part.</summary>
public sealed record PaceReservation(WavePart Part, DateTimeOffset Slot);

/// <summary>Keeps how much of a campaign's room is taken, and by whom.</summary>
public interface IPaceStore
{
    /// <summary>Null before the first part.</summary>
    Task<Versioned<PaceState>?> FindAsync(CampaignId campaign, CancellationToken cancellationToken);

    /// <summary>What was reserved for a part last; null when nothing was, or when it was trimmed.</summary>
    Task<DateTimeOffset?> FindSlotAsync(CampaignId campaign, WavePart part, CancellationToken cancellationToken);

    /// <summary>Keeps both or nothing: false when the stored state is not <paramref name="etag"/> any more.</summary>
    /// <param name="etag">Null for the first.</param>
    Task<bool> TryReserveAsync(CampaignId campaign, PaceState next, string? etag, PaceReservation reservation, CancellationToken cancellationToken);

    /// <summary>Removes reservations whose time was before an instant, at most so many; how many went.</summary>
    Task<int> TrimAsync(CampaignId campaign, DateTimeOffset before, int most, CancellationToken cancellationToken);

    /// <summary>Removes everything of a campaign, at most so many rows; how many went.</summary>
    Task<int> ForgetAsync(CampaignId campaign, int most, CancellationToken cancellationToken);
}
