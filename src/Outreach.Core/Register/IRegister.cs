using Outreach.Core.Access;
using Outreach.Core.Campaigns;

namespace Outreach.Core.Register;

/// <summary>The insurer's register as loaded for a campaign: one partition per treating doctor, so that a list is one partition query.</summary>
/// <remarks>Rows are sealed at rest under <see cref="CampaignSecret.RegisterKey"/>. Only people seen by the last completed import are read, and those of its updates, as the updates say.</remarks>
public interface IRegister
{
    /// <summary>Those who chose this doctor as treating doctor, whatever their status; an empty sequence is a valid answer.</summary>
    IAsyncEnumerable<RegisterEntry> ReadPatientsAsync(
        CampaignId campaign, CampaignSecret secret, PractitionerRef practitioner, CancellationToken cancellationToken);

    /// <summary>Those of a department who have no treating doctor (C8), whatever their status.</summary>
    IAsyncEnumerable<RegisterEntry> ReadWithoutPractitionerAsync(
        CampaignId campaign, CampaignSecret secret, string department, CancellationToken cancellationToken);

    /// <summary>Whether an import has been completed for this campaign.</summary>
    Task<bool> IsLoadedAsync(CampaignId campaign, CancellationToken cancellationToken);

    /// <summary>Number of the import that is read now; null before the first. A later import has a greater one.</summary>
    Task<int?> FindGenerationAsync(CampaignId campaign, CancellationToken cancellationToken);
}
