using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Register;

namespace Outreach.Core.Contacts;

/// <summary>One row per person and campaign; a claim is an insert that one side alone can win (C7, C15).</summary>
/// <remarks>Default deny: who is not granted here is not solicited, whatever the reason.</remarks>
public interface IContactLedger
{
    /// <summary>Claims people for a doctor. Answers those the doctor holds afterwards: newly granted, or held by the same doctor before.</summary>
    /// <remarks>Safe to run twice: the second call grants the same people.</remarks>
    Task<IReadOnlySet<PatientRef>> ClaimAsync(
        CampaignId campaign, PractitionerRef holder, IReadOnlyCollection<PatientRef> people, CancellationToken cancellationToken);

    /// <summary>Records that a person objected (C11): nobody is granted the person from here on, not even who held the claim before.</summary>
    /// <remarks>Safe to run twice. Nothing says who was told what, or why.</remarks>
    Task ObjectAsync(CampaignId campaign, PatientRef person, CancellationToken cancellationToken);
}
