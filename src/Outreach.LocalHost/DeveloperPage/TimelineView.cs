using System.Security.Cryptography;
using System.Text;
using Outreach.LocalHost.Durable;

namespace Outreach.LocalHost.DeveloperPage;

/// <summary>A part of an orchestration's timeline: from line <paramref name="Skip"/> on, as many as were asked for.</summary>
/// <param name="Total">Lines of the whole timeline.</param>
internal sealed record TimelineView(
    OrchestrationView Orchestration, DateTimeOffset? Begin, DateTimeOffset? End, int Turns, int Events, int Total, int Skip, IReadOnlyList<TimelineItem> Items, DateTimeOffset Now)
{
    public static TimelineView Of(InstanceHistory history, int skip, int take, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(history);
        var timeline = Timeline.Of(history);
        return new TimelineView(
            OrchestrationView.Of(history.State),
            timeline.Begin,
            timeline.End,
            timeline.Turns,
            history.Events.Count,
            timeline.Items.Count,
            skip,
            [.. timeline.Items.Skip(skip).Take(take)],
            now);
    }

    /// <summary>Changes with every turn that is written, so that a page that asks again need not read a long history again.</summary>
    public static string ETagOf(InstanceState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state.ETag.ToString())).AsSpan(0, 16))}\"";
    }
}
