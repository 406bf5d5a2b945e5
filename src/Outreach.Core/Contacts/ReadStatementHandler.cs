using Outreach.Core.Lists;

namespace Outreach.Core.Contacts;

/// <summary>A person reads, by the link of a message, what was done with the own data. Changes nothing.</summary>
/// <remarks>A closure of the row is the doctor's note: it is not read here, so that the answer is the same with and without (C12).</remarks>
public sealed class ReadStatementHandler(ContactLinkReader links, IContactLedger contacts, IListStore lists, TimeProvider time)
{
    public async Task<Result<Statement>> RunAsync(LinkBody body, CancellationToken cancellationToken)
    {
        Result<LinkedPerson> linked = await links.ReadAsync(body, cancellationToken);
        if (!linked.Succeeded)
        {
            return linked.Failure;
        }

        LinkedPerson person = linked.Value;
        Contact contact = await contacts.FindAsync(person.Book, person.Person, cancellationToken);
        List<StatedList> stated = [];
        List<StatedMessage> messages = [];
        foreach (ContactClaim claim in contact.Claims.OrderBy(claim => claim.ClaimedAt))
        {
            if (claim.Act.List is { } list)
            {
                ListRecord? record = (await lists.FindAsync(list, cancellationToken))?.Value;
                stated.Add(new StatedList(claim.ClaimedAt, record?.OpenedAt, record?.EndedAt ?? record?.NotAfter, record?.DestroyedAt));
            }
            else
            {
                messages.Add(new StatedMessage(claim.ClaimedAt, claim.SolicitedAt));
            }
        }

        return new Statement(
            person.Campaign.Id.Value, person.Campaign.Title, time.GetUtcNow(), person.Campaign.EndsAt,
            contact.Objection is { } objection ? StatedObjection.Of(objection) : null, stated, messages);
    }
}
