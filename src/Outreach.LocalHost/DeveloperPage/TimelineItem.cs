using System.Text.Json.Serialization;

namespace Outreach.LocalHost.DeveloperPage;

/// <summary>What a line of a timeline is about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TimelineKind>))]
internal enum TimelineKind
{
    Activity,
    Timer,
    SubOrchestration,
    EventRaised,
    EventSent,
    Suspension,
}

/// <summary>How a line of a timeline came out.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TimelineState>))]
internal enum TimelineState
{
    /// <summary>The orchestration waits for it.</summary>
    Open,

    Completed,
    Failed,

    /// <summary>A timer did.</summary>
    Fired,

    /// <summary>It happened at one instant: an event.</summary>
    Happened,

    /// <summary>It has no outcome and will have none: the orchestration is over, or waits for it no more.</summary>
    Unfinished,
}

/// <summary>A line of a timeline: what, when, how it came out, and never with what.</summary>
/// <param name="Name">Activity, orchestrator or event name.</param>
/// <param name="Begin">The turn that asked for it, or was told it.</param>
/// <param name="End">The turn that took up its outcome; of an event the same as <paramref name="Begin"/>.</param>
/// <param name="FiresAt">Of a timer: when it was to fire.</param>
/// <param name="InstanceId">The other instance, of a sub-orchestration or an event sent.</param>
/// <param name="ErrorTypes">Of a failure, the outermost first.</param>
/// <param name="BeganLater">Whether history does not say when it began, only that it was not before <paramref name="Begin"/>.</param>
internal sealed record TimelineItem(
    TimelineKind Kind,
    string? Name,
    TimelineState State,
    DateTimeOffset Begin,
    DateTimeOffset? End = null,
    DateTimeOffset? FiresAt = null,
    string? InstanceId = null,
    IReadOnlyList<string>? ErrorTypes = null,
    bool BeganLater = false);
