using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Register;

namespace Outreach.Core.Contacts;

/// <summary>An agent of the insurer objects on a person's behalf (C11). The answer is the same whether or not the register knows the person; again is the same receipt.</summary>
/// <remarks>There is no index of people: the objection stands under the person's pseudonym, which lists, waves and later imports all meet.</remarks>
public sealed class RecordObjectionHandler(
    ContactBooks books, ObjectionSubject subject, ObjectionAllowance allowance, ObjectionJournal journal, Pseudonyms pseudonyms)
{
    public async Task<Result<ObjectionReceipt>> RunAsync(string campaignText, Caller agent, ObjectionBody body, CancellationToken cancellationToken)
    {
        Result<PatientId> person = subject.Parse(body);
        if (!person.Succeeded)
        {
            return person.Failure;
        }

        if (!CampaignId.TryParse(campaignText, out CampaignId campaign) || await books.FindAsync(campaign, cancellationToken) is not { } book)
        {
            return ObjectionFailures.CampaignNotOpen;
        }

        string actor = pseudonyms.Actor(agent);
        return await allowance.TakeAsync(campaign, actor, cancellationToken) is { } wait
            ? ObjectionFailures.TooMany(wait)
            : await journal.RecordAsync(book, book.Secret.For(person.Value), ObjectionOrigin.Agent, actor, cancellationToken);
    }
}
