namespace Outreach.Core.Mail;

/// <summary>The languages mails are written in.</summary>
public enum MailLanguage
{
    French,
    English,
}

/// <summary>What a mail reminds of; each has one template in each language.</summary>
public enum MailKind
{
    /// <summary>A list ends soon: it and own copies are to be deleted.</summary>
    DeletionDue,

    /// <summary>A list has ended: the deletion of own copies is to be attested.</summary>
    AttestationDue,
}

/// <summary>
/// A notification to a doctor. A mail leaves a copy in a mailbox: there is no place in it for a list, a link, a person or a free text,
/// only for the address of the application and a day.
/// </summary>
/// <param name="Id">The same for the same notification, however often it is sent: mailboxes can tell a repetition by it. Says nothing to anybody else.</param>
/// <param name="Application">Where people reach the application; without path, query or fragment.</param>
/// <param name="Day">The day the list ends, or ended.</param>
public sealed record MailMessage(string Id, MailAddress Recipient, MailLanguage Language, MailKind Kind, Uri Application, DateOnly Day)
{
    public override string ToString() => $"mail {Kind}";
}
