namespace Outreach.LocalHost.Durable;

/// <summary>What an instance tells others.</summary>
internal static class Outbound
{
    /// <summary>What an action tells another instance; null for one that stays within.</summary>
    public static Outgoing? OfAction(InstanceState state, HistoryEvent action, IHubStore store) => action.Type switch
    {
        HistoryEventType.EventSent => new Outgoing(action.Instance!, new Message(MessageType.EventRaised, Name: action.Name, Payload: action.Payload))
        {
            Key = store.NextKey(HubKeys.Outbox),
        },
        HistoryEventType.SubOrchestrationCreated => new Outgoing(action.Instance!, Start: ToStart(state, action))
        {
            Key = store.NextKey(HubKeys.Outbox),
        },
        _ => null,
    };

    /// <summary>The outcome of a sub-orchestration; null for an instance without a parent.</summary>
    public static Outgoing? ToParent(ParentAction? parent, string? output, StoredFailure? failure, IHubStore store) => parent is null
        ? null
        : new Outgoing(parent.InstanceId, failure is null
            ? new Message(MessageType.SubOrchestrationCompleted, parent.TaskId, parent.ExecutionId, Payload: output)
            : new Message(MessageType.SubOrchestrationFailed, parent.TaskId, parent.ExecutionId, Failure: failure))
        {
            Key = store.NextKey(HubKeys.Outbox),
        };

    private static StartRequest ToStart(InstanceState state, HistoryEvent action) =>
        new(action.Name!, action.Payload, new ParentAction(state.InstanceId, state.Name, state.ExecutionId, action.Id), Version: action.Version)
        {
            Tags = action.Tags,
        };
}
