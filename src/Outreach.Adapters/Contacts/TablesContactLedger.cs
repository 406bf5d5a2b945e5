using Outreach.Adapters.Storage;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Register;

namespace Outreach.Adapters.Contacts;

/// <summary>Table `contacts`.</summary>
public sealed class TablesContactLedger(OutreachStorage storage, TimeProvider time) : IContactLedger
{
    public const string Table = "contacts";

    public Task<IReadOnlySet<PatientRef>> ClaimAsync(ContactBook book, ContactAct act, IReadOnlyCollection<PatientRef> people, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{storage.Data.AccountName}{time}");

    public Task EndAsync(ContactBook book, ContactAct act, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task ForgetAsync(CampaignId campaign, ContactAct act, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ContactStep> ApplyAsync(ContactBook book, PatientRef person, ContactEvent happened, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Contact> FindAsync(ContactBook book, PatientRef person, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ContactMark>> ReadMarksAsync(ContactBook book, ContactAct act, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> ForgetCampaignAsync(CampaignId campaign, int most, CancellationToken cancellationToken) => throw new NotSupportedException();
}
