using System.Collections.Frozen;

namespace Outreach.Core.ComplementaryOutreach;

/// <summary>The channels that this deployment has; a wave that names another is refused when it is planned.</summary>
public sealed class OutreachChannels(IEnumerable<IOutreachChannel> channels)
{
    private readonly FrozenDictionary<OutreachChannel, IOutreachChannel> _channels = channels.ToFrozenDictionary(channel => channel.Kind);

    public IReadOnlyCollection<OutreachChannel> Available => _channels.Keys;

    public IOutreachChannel this[OutreachChannel kind] =>
        _channels.GetValueOrDefault(kind) ?? throw new InvalidOperationException($"There is no channel {kind} here.");

    /// <summary>Why a plan's channels cannot be had; null when all of them can.</summary>
    public Failure? FindFault(IEnumerable<OutreachChannel> wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        foreach (OutreachChannel channel in wanted)
        {
            if (!_channels.ContainsKey(channel))
            {
                return ChannelFailures.ChannelNotAvailable(channel);
            }
        }

        return null;
    }
}
