using Outreach.Core.Campaigns;
using Outreach.Functions.Campaigns;

namespace Outreach.Functions.Audit.Evidence;

/// <summary>Where evidence is found.</summary>
internal static class EvidenceAddresses
{
    public static string Report(CampaignId campaign) => $"{CampaignAnswer.Address(campaign)}/evidence";

    public static string Proofs(CampaignId campaign, string after) => $"{Report(campaign)}?proofs={after}";

    public static string List(CampaignId campaign, string list) => $"{Report(campaign)}/lists/{list}";
}
