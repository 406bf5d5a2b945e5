using Outreach.Core.Campaigns;

namespace Outreach.Core.Contacts;

/// <summary>The contact ledger of one campaign as it may be used now: its rows are sealed under the campaign's secret.</summary>
/// <param name="Cap">Solicitations of one person over all channels.</param>
/// <param name="Generation">Of the register's import in force; 0 while there is none.</param>
public sealed record ContactBook(CampaignId Campaign, CampaignSecret Secret, int Cap, int Generation)
{
    public override string ToString() => Campaign.Value;
}
