using System.Threading.Channels;

namespace Outreach.LocalHost.Durable;

/// <summary>Tells whoever waits for an instance each of its states as it is written.</summary>
internal sealed class InstanceWatchers
{
    private readonly Dictionary<string, List<Channel<InstanceState>>> _watching = new(StringComparer.Ordinal);

    /// <summary>From now on no state is missed. Begin before reading the state in storage.</summary>
    public Watch Begin(string instanceId)
    {
        // Only the latest state counts.
        var channel = Channel.CreateBounded<InstanceState>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_watching)
        {
            if (!_watching.TryGetValue(instanceId, out List<Channel<InstanceState>>? watching))
            {
                _watching[instanceId] = watching = [];
            }

            watching.Add(channel);
        }

        return new Watch(this, instanceId, channel);
    }

    public void Tell(InstanceState state)
    {
        lock (_watching)
        {
            if (_watching.TryGetValue(state.InstanceId, out List<Channel<InstanceState>>? watching))
            {
                watching.ForEach(channel => channel.Writer.TryWrite(state));
            }
        }
    }

    private void End(string instanceId, Channel<InstanceState> channel)
    {
        lock (_watching)
        {
            if (_watching.TryGetValue(instanceId, out List<Channel<InstanceState>>? watching) && watching.Remove(channel) && watching.Count == 0)
            {
                _watching.Remove(instanceId);
            }
        }
    }

    /// <summary>Ends when disposed.</summary>
    internal sealed class Watch(InstanceWatchers watchers, string instanceId, Channel<InstanceState> channel) : IDisposable
    {
        /// <summary>The latest state that was not seen yet.</summary>
        public ValueTask<InstanceState> NextAsync(CancellationToken cancellationToken) => channel.Reader.ReadAsync(cancellationToken);

        public void Dispose() => watchers.End(instanceId, channel);
    }
}
