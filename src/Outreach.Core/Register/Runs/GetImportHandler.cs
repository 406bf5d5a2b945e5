using Outreach.Core.Campaigns;

namespace Outreach.Core.Register.Runs;

/// <summary>Tells how an import stands.</summary>
public sealed class GetImportHandler(ImportRuns runs)
{
    public async Task<Result<ImportStatus>> RunAsync(string campaignText, string importText, CancellationToken cancellationToken)
    {
        ImportRun? run = await FindAsync(runs, campaignText, importText, cancellationToken);
        return run is null
            ? RegisterFailures.ImportNotFound
            : ImportStatus.Of(run, await runs.Store.ReadProgressAsync(run.Campaign, run.Id, cancellationToken), runs.Now);
    }

    internal static async Task<ImportRun?> FindAsync(ImportRuns runs, string campaignText, string importText, CancellationToken cancellationToken) =>
        CampaignId.TryParse(campaignText, out CampaignId campaign) && ImportId.TryParse(importText, out ImportId import)
            ? await runs.FindAsync(campaign, import, cancellationToken)
            : null;
}
