using System.Globalization;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Pace;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>Taken room in memory; held to <see cref="PaceStoreContract"/>.</summary>
public sealed class InMemoryPaceStore : IPaceStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<CampaignId, Versioned<PaceState>> _states = [];
    private readonly Dictionary<(CampaignId Campaign, WavePart Part), DateTimeOffset> _slots = [];
    private int _version;

    /// <summary>What happens between reading and writing, such as somebody who is faster.</summary>
    public Func<Task> BeforeReserving { get; set; } = static () => Task.CompletedTask;

    public Task<Versioned<PaceState>?> FindAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_states.GetValueOrDefault(campaign));
        }
    }

    public Task<DateTimeOffset?> FindSlotAsync(CampaignId campaign, WavePart part, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<DateTimeOffset?>(_slots.TryGetValue((campaign, part), out DateTimeOffset slot) ? slot : null);
        }
    }

    public async Task<bool> TryReserveAsync(
        CampaignId campaign, PaceState next, string? etag, PaceReservation reservation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reservation);
        await BeforeReserving();
        lock (_lock)
        {
            if (_states.GetValueOrDefault(campaign)?.ETag != etag)
            {
                return false;
            }

            _states[campaign] = new Versioned<PaceState>(next, (++_version).ToString(CultureInfo.InvariantCulture));
            _slots[(campaign, reservation.Part)] = reservation.Slot;
            return true;
        }
    }

    public Task<int> TrimAsync(CampaignId campaign, DateTimeOffset before, int most, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(RemoveSlots(campaign, slot => slot < before, most));
        }
    }

    public Task<int> ForgetAsync(CampaignId campaign, int most, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            int removed = RemoveSlots(campaign, static _ => true, most);
            return Task.FromResult(removed < most && _states.Remove(campaign) ? removed + 1 : removed);
        }
    }

    private int RemoveSlots(CampaignId campaign, Func<DateTimeOffset, bool> which, int most)
    {
        (CampaignId, WavePart)[] keys = [.. _slots.Where(slot => slot.Key.Campaign == campaign && which(slot.Value)).Select(slot => slot.Key).Take(most)];
        Array.ForEach(keys, key => _slots.Remove(key));
        return keys.Length;
    }
}
