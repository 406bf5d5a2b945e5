using System.Text.Json;
using Microsoft.DurableTask.Client;
using Outreach.LocalHost.DeveloperPage;
using Outreach.LocalHost.Durable;
using Xunit;

namespace Outreach.LocalHost.Tests.DeveloperPage;

public sealed class TimelineTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Timeline_OfActivities_HasABarFromTheTurnThatAskedToTheTurnThatWasTold()
    {
        Timeline timeline = Read(
            OrchestrationRuntimeStatus.Completed,
            wakeAt: null,
            [
                Turn(0), new(HistoryEventType.ExecutionStarted, Name: "Code"),
                new(HistoryEventType.TaskScheduled, 0, "First"), new(HistoryEventType.TaskScheduled, 1, "Second"),
                Turn(2), new(HistoryEventType.TaskCompleted, 1),
                Turn(5), new(HistoryEventType.TaskFailed, 0, Failure: new StoredFailure("Outer", "never shown", "never shown", new StoredFailure("Inner", "never shown", null, null))),
                new(HistoryEventType.ExecutionCompleted),
            ]);

        Assert.Equal((Noon, Noon.AddSeconds(9), 3), (timeline.Begin, timeline.End, timeline.Turns));
        Assert.Equal(
            [("First", TimelineState.Failed, Noon.AddSeconds(5)), ("Second", TimelineState.Completed, Noon.AddSeconds(2))],
            timeline.Items.Select(item => (item.Name!, item.State, item.End!.Value)));
        Assert.All(timeline.Items, item => Assert.Equal(Noon, item.Begin));
        Assert.Equal(["Outer", "Inner"], timeline.Items[0].ErrorTypes!);
    }

    [Fact]
    public void Timeline_OfTimers_TellsThoseThatFiredThatAreAwaitedAndThatWereCancelled()
    {
        Timeline timeline = Read(
            OrchestrationRuntimeStatus.Running,
            wakeAt: Noon.AddDays(30),
            [
                Turn(0), Timer(0, 1), Timer(1, 60), new(HistoryEventType.TimerCreated, 2, At: Noon.AddDays(30).UtcDateTime),
                Turn(1), new(HistoryEventType.TimerFired, 0),
            ]);

        Assert.Equal([TimelineState.Fired, TimelineState.Unfinished, TimelineState.Open], timeline.Items.Select(item => item.State));
        Assert.Equal(Noon.AddDays(30), timeline.Items[2].FiresAt);
        Assert.Null(timeline.End);
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Running, nameof(TimelineState.Open))]
    [InlineData(OrchestrationRuntimeStatus.Terminated, nameof(TimelineState.Unfinished))]
    public void Timeline_OfWhatHasNoOutcome_IsOpenOnlyWhileSomebodyWaits(OrchestrationRuntimeStatus status, string state)
    {
        Timeline timeline = Read(
            status,
            wakeAt: null,
            [Turn(0), new(HistoryEventType.TaskScheduled, 0, "Slow"), new(HistoryEventType.SubOrchestrationCreated, 1, "Child", Instance: "child-1")]);

        Assert.Equal([state, state], timeline.Items.Select(item => item.State.ToString()));
        Assert.Equal("child-1", timeline.Items[1].InstanceId);
    }

    [Fact]
    public void Timeline_OfEvents_HasPointsInOrder()
    {
        Timeline timeline = Read(
            OrchestrationRuntimeStatus.Running,
            wakeAt: null,
            [Turn(0), Turn(3), new(HistoryEventType.EventRaised, Name: "Heard"), new(HistoryEventType.EventSent, 0, "Said", Instance: "other")]);

        Assert.Equal([(TimelineKind.EventRaised, "Heard"), (TimelineKind.EventSent, "Said")], timeline.Items.Select(item => (item.Kind, item.Name!)));
        Assert.All(timeline.Items, item => Assert.Equal((Noon.AddSeconds(3), Noon.AddSeconds(3)), (item.Begin, item.End!.Value)));
        Assert.Equal("other", timeline.Items[1].InstanceId);
    }

    /// <summary>An event of the engine that says when it was needs no guess; one that does not is not given a time it never had.</summary>
    [Fact]
    public void Timeline_OfASuspension_SaysWhetherItsBeginIsKnown()
    {
        HistoryEvent[] resumed = [Turn(0), new(HistoryEventType.Suspended), Turn(7), new(HistoryEventType.Resumed)];

        TimelineItem past = Read(OrchestrationRuntimeStatus.Running, wakeAt: null, resumed).Items.Single();
        TimelineItem dated = Read(
            OrchestrationRuntimeStatus.Running, wakeAt: null, [Turn(0), new(HistoryEventType.Suspended, At: Noon.AddSeconds(4).UtcDateTime), Turn(7), new(HistoryEventType.Resumed)]).Items.Single();
        TimelineItem[] again = [.. Read(OrchestrationRuntimeStatus.Suspended, wakeAt: null, [.. resumed, new(HistoryEventType.Suspended)]).Items];

        Assert.Equal((Noon, true, Noon.AddSeconds(7)), (past.Begin, past.BeganLater, past.End!.Value));
        Assert.Equal((Noon.AddSeconds(4), false), (dated.Begin, dated.BeganLater));
        Assert.Equal([(Noon, true), (Noon.AddSeconds(9), false)], again.Select(item => (item.Begin, item.BeganLater)));
        Assert.Equal(TimelineState.Open, again[1].State);
    }

    [Fact]
    public void Timeline_BeforeTheFirstTurn_HasNoBeginAndNoLines()
    {
        Timeline timeline = Read(OrchestrationRuntimeStatus.Pending, wakeAt: null, []);

        Assert.Equal((null, null, 0, 0), (timeline.Begin, timeline.End, timeline.Turns, timeline.Items.Count));
    }

    [Fact]
    public void View_OfALongHistory_HoldsTheLinesAskedForAndCountsThemAll()
    {
        HistoryEvent[] events = [.. Enumerable.Range(0, 3_333).SelectMany(number => new HistoryEvent[]
        {
            Turn(number), new(HistoryEventType.TaskScheduled, number, $"Activity{number}"), new(HistoryEventType.TaskCompleted, number),
        })];

        var view = TimelineView.Of(new InstanceHistory(State(OrchestrationRuntimeStatus.Running, wakeAt: null), events), skip: 3_300, take: 100, Noon);

        Assert.Equal((9_999, 3_333, 3_300, 33), (view.Events, view.Total, view.Skip, view.Items.Count));
        Assert.Equal("Activity3300", view.Items[0].Name);
    }

    /// <summary>Whatever is in a history, only names, ids, times and types leave it.</summary>
    [Fact]
    [Trait("threat", "53")]
    public void View_OfAHistoryFullOfCanaries_HoldsNone()
    {
        const string Canary = "canary-7f3a";
        var failure = new StoredFailure("System.Outer", Canary, Canary, new StoredFailure("System.Inner", Canary, Canary, Inner: null));
        var tags = new Dictionary<string, string>(StringComparer.Ordinal) { [Canary] = Canary };
        InstanceState state = State(OrchestrationRuntimeStatus.Failed, wakeAt: null) with
        {
            Input = Canary,
            Output = Canary,
            CustomStatus = Canary,
            Failure = failure,
            Tags = tags,
            Version = Canary,
        };
        HistoryEvent[] events = [Turn(0), .. Enum.GetValues<HistoryEventType>().Where(type => type != HistoryEventType.TurnStarted).Select((type, id) =>
            new HistoryEvent(type, id / 2, "Name", Noon.UtcDateTime, Canary, "other", failure, Canary) { Tags = tags })];

        string json = JsonSerializer.Serialize(TimelineView.Of(new InstanceHistory(state, events), 0, 100, Noon), DeveloperPageRoutes.Json);

        Assert.Contains("System.Inner", json, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", json, StringComparison.OrdinalIgnoreCase);
    }

    private static Timeline Read(OrchestrationRuntimeStatus status, DateTimeOffset? wakeAt, HistoryEvent[] events) =>
        Timeline.Of(new InstanceHistory(State(status, wakeAt), events));

    private static InstanceState State(OrchestrationRuntimeStatus status, DateTimeOffset? wakeAt) => new()
    {
        InstanceId = "instance-1",
        ExecutionId = "execution-1",
        Name = "Code",
        Status = status,
        CreatedAt = Noon.AddSeconds(-1),
        UpdatedAt = Noon.AddSeconds(9),
        WakeAt = wakeAt,
    };

    private static HistoryEvent Turn(int seconds) => new(HistoryEventType.TurnStarted, At: Noon.AddSeconds(seconds).UtcDateTime);

    private static HistoryEvent Timer(int id, int seconds) => new(HistoryEventType.TimerCreated, id, At: Noon.AddSeconds(seconds).UtcDateTime);
}
