using Outreach.LocalHost.Durable;

namespace Outreach.LocalHost.DeveloperPage;

/// <summary>An orchestration as the page shows it. The hub may hold what must not be shown: no input, output, custom status, tag or failure message has a place here.</summary>
/// <param name="EndedAt">When it ended; null while it is not over.</param>
/// <param name="StartAt">Starts no earlier than this.</param>
/// <param name="WakeAt">When its next timer fires, as far as it waits for one.</param>
/// <param name="Execution">How often it continued as new.</param>
/// <param name="ErrorTypes">Of a failure: the types of its errors, the outermost first.</param>
internal sealed record OrchestrationView(
    string InstanceId,
    string Name,
    string Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? StartAt,
    DateTimeOffset? WakeAt,
    int Execution,
    string? ParentInstanceId,
    IReadOnlyList<string> ErrorTypes)
{
    public static OrchestrationView Of(InstanceState state) => new(
        state.InstanceId,
        state.Name,
        state.Status.ToString(),
        state.CreatedAt,
        state.UpdatedAt,
        state.IsOver ? state.UpdatedAt : null,
        state.StartAt,
        state.WakeAt,
        state.Execution,
        state.Parent?.InstanceId,
        ErrorTypesOf(state.Failure));

    /// <summary>Types only: messages and stack traces quote what code worked on.</summary>
    public static IReadOnlyList<string> ErrorTypesOf(StoredFailure? failure)
    {
        List<string> types = [];
        for (StoredFailure? one = failure; one is not null; one = one.Inner)
        {
            types.Add(one.ErrorType);
        }

        return types;
    }
}
