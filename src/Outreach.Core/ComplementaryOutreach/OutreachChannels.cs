using System.Collections.Frozen;

namespace Outreach.Core.ComplementaryOutreach;

/// <summary>The channels that this deployment has.</summary>
public sealed class OutreachChannels(IEnumerable<IOutreachChannel> channels)
{
    private readonly FrozenDictionary<OutreachChannel, IOutreachChannel> _channels = channels.ToFrozenDictionary(channel => channel.Kind);

    public IOutreachChannel this[OutreachChannel kind] =>
        _channels.GetValueOrDefault(kind) ?? throw new InvalidOperationException($"There is no channel {kind} here.");
}
