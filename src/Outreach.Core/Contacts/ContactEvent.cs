namespace Outreach.Core.Contacts;

/// <summary>What can happen to a person's contact in a campaign.</summary>
public abstract record ContactEvent
{
    /// <summary>An act wants the right to solicit the person.</summary>
    /// <param name="Cap">Solicitations that the campaign allows over all channels (C7, C9).</param>
    /// <param name="Generation">Of the import that the act read; an update of an older one counts no more.</param>
    public sealed record Claimed(ContactAct Act, int Cap, int Generation) : ContactEvent;

    /// <summary>An act ended that solicited nobody: a list that was never opened, a message that was never sent.</summary>
    public sealed record Released(ContactAct Act) : ContactEvent
    {
        /// <summary>Whether a message that was about to go out is known not to have: then it did not happen.</summary>
        public bool Unsent { get; init; }
    }

    /// <summary>An act is about to solicit the person now, by a message.</summary>
    public sealed record Solicited(ContactAct Act, int Generation) : ContactEvent;

    public sealed record Objected(Objection Objection) : ContactEvent;

    public sealed record ObjectionWithdrawn : ContactEvent
    {
        /// <summary>The objection that is meant; null for whichever is in force.</summary>
        public string? Receipt { get; init; }
    }

    /// <summary>A doctor says: no longer to contact.</summary>
    public sealed record Closed(string Practitioner) : ContactEvent;

    /// <summary>That doctor undoes it.</summary>
    public sealed record Reopened(string Practitioner) : ContactEvent;

    public sealed record Updated(RegisterUpdate Update) : ContactEvent;
}

/// <summary>How an event was answered.</summary>
public enum ContactAnswer
{
    /// <summary>It changed the contact.</summary>
    Done,

    /// <summary>It had happened before; nothing changed.</summary>
    Already,

    /// <summary>It may not happen; nothing changed. Why is not said: the sides may not learn it from each other.</summary>
    Refused,
}

/// <summary>A contact after an event, and the answer to whoever caused it.</summary>
public sealed record ContactStep(Contact Contact, ContactAnswer Answer)
{
    public bool Succeeded => Answer != ContactAnswer.Refused;
}
