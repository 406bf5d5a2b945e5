namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>What may happen to a version of a template.</summary>
public abstract record TemplateEvent
{
    private TemplateEvent()
    {
    }

    /// <param name="Actor">Who approves.</param>
    /// <param name="Findings">How many things the check finds now.</param>
    /// <param name="At">When.</param>
    public sealed record Approved(string Actor, int Findings, DateTimeOffset At) : TemplateEvent;

    /// <summary>It is not to be sent any more; what was sent was sent with it.</summary>
    public sealed record Retired : TemplateEvent;
}

/// <summary>Draft, then approved by somebody else than its author and only without findings, then retired. Words never change: a change is another version.</summary>
public static class TemplateTransitions
{
    public static Result<MessageTemplate> Next(MessageTemplate template, TemplateEvent happened)
    {
        ArgumentNullException.ThrowIfNull(template);
        return (template.State, happened) switch
        {
            (TemplateState.Draft, TemplateEvent.Approved approved) when approved.Actor == template.Author => MessageFailures.OwnTemplate,
            (TemplateState.Draft, TemplateEvent.Approved { Findings: > 0 }) => MessageFailures.NotNeutral,
            (TemplateState.Draft, TemplateEvent.Approved approved) => template with { State = TemplateState.Approved, Approver = approved.Actor, ApprovedAt = approved.At },
            (TemplateState.Draft or TemplateState.Approved, TemplateEvent.Retired) => template with { State = TemplateState.Retired },
            (TemplateState.Approved, TemplateEvent.Approved) => MessageFailures.ApprovedAlready,
            (TemplateState.Retired, _) => MessageFailures.Retired,
            _ => throw new ArgumentOutOfRangeException(nameof(happened)),
        };
    }
}
