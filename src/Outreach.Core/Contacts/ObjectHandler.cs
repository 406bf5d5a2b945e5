namespace Outreach.Core.Contacts;

/// <summary>A person objects by the link of a message (C11). Again is the same receipt.</summary>
public sealed class ObjectHandler(ContactLinkReader links, ObjectionJournal journal)
{
    public async Task<Result<ObjectionReceipt>> RunAsync(LinkBody body, CancellationToken cancellationToken)
    {
        Result<LinkedPerson> linked = await links.ReadAsync(body, cancellationToken);
        return linked.Succeeded
            ? await journal.RecordAsync(linked.Value.Book, linked.Value.Person, ObjectionOrigin.Person, ObjectionJournal.Person, cancellationToken)
            : linked.Failure;
    }
}

/// <summary>A person withdraws the own objection by the same link, whoever recorded it.</summary>
public sealed class WithdrawObjectionHandler(ContactLinkReader links, ObjectionJournal journal)
{
    public async Task<Result<ObjectionWithdrawal>> RunAsync(LinkBody body, CancellationToken cancellationToken)
    {
        Result<LinkedPerson> linked = await links.ReadAsync(body, cancellationToken);
        return linked.Succeeded
            ? await journal.WithdrawAsync(linked.Value.Book, linked.Value.Person, cancellationToken)
            : linked.Failure;
    }
}
