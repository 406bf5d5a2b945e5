using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach.Pace;

/// <summary>Takes room for parts, one after the other within a campaign, whichever worker asks.</summary>
/// <remarks>
/// A part whose time has passed takes room anew when it is asked for again: whoever comes back after a long stop may wait longer, and no cap is exceeded.
/// </remarks>
public sealed class SendingPace(IPaceStore store, PacePolicy policy, QuietTimes quiet, TimeProvider time) : ISendingPace, IDisposable
{
    /// <summary>Between workers; within one, the gate lets one in at a time.</summary>
    private const int MostAttempts = 20;

    private readonly SemaphoreSlim _gate = new(1);

    public async Task<DateTimeOffset> ReserveAsync(Campaign campaign, WavePart part, string department, int messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            for (int i = 0; i < MostAttempts; i++)
            {
                if (await TryReserveAsync(campaign.Id, part, new PaceRequest(part.Channel, department, messages), cancellationToken) is { } slot)
                {
                    return slot;
                }
            }
        }
        finally
        {
            _gate.Release();
        }

        throw new TransientDependencyException("Too many parts asked for room at once.");
    }

    public bool IsQuiet(OutreachChannel channel, string department, DateTimeOffset now) => quiet.IsQuiet(channel, department, now);

    public void Dispose() => _gate.Dispose();

    /// <summary>Null when somebody else was first.</summary>
    private async Task<DateTimeOffset?> TryReserveAsync(CampaignId campaign, WavePart part, PaceRequest request, CancellationToken cancellationToken)
    {
        // In this order: a reservation of this part made in between changes the state, and what is written below finds that out.
        Versioned<PaceState>? state = await store.FindAsync(campaign, cancellationToken);
        DateTimeOffset now = time.GetUtcNow();
        if (await store.FindSlotAsync(campaign, part, cancellationToken) is { } known && known >= now)
        {
            return known;
        }

        (PaceState next, DateTimeOffset slot) = policy.Next(state?.Value ?? PaceState.Empty, request, now);
        return await store.TryReserveAsync(campaign, next, state?.ETag, new PaceReservation(part, slot), cancellationToken) ? slot : null;
    }
}
