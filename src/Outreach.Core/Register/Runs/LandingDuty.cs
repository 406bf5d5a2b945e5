using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;

namespace Outreach.Core.Register.Runs;

/// <summary>Removes files that no import answers for: extracts that nobody had imported, parts of an extract that never was whole, and what a process wrote that was killed or came too late.</summary>
public sealed class LandingDuty(IImportBlobs blobs, IImportRunStore store, RegisterPolicy policy) : IDeletionDuty
{
    /// <summary>Younger files may belong to a step that is at work.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private const int MostPerRun = 1_000;

    public string Name => "Landing";

    public async Task<DutyOutcome> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        int removed = 0, waiting = 0;
        foreach (ImportPlace place in Enum.GetValues<ImportPlace>())
        {
            // Pieces of a file that is still being landed are its sender's; storage drops what is never put together.
            bool landed = place is ImportPlace.Landing or ImportPlace.Posted;
            TimeSpan age = landed ? TimeSpan.FromHours(policy.LandingHours) : Grace;
            await foreach (ImportBlob blob in blobs.ListAsync(place, "", unfinished: !landed, cancellationToken))
            {
                if (removed + waiting < MostPerRun && now - blob.ChangedAt >= age && !await IsKeptAsync(place, blob, cancellationToken))
                {
                    bool gone = await blobs.DestroyAsync(place, blob.Name, cancellationToken) is null;
                    (removed, waiting) = gone ? (removed + 1, waiting) : (removed, waiting + 1);
                }
            }
        }

        return new DutyOutcome(removed, Late: 0, waiting);
    }

    private async Task<bool> IsKeptAsync(ImportPlace place, ImportBlob blob, CancellationToken cancellationToken)
    {
        string[] path = blob.Name.Split('/');
        if (!CampaignId.TryParse(path[0], out CampaignId campaign) || path.Length < 2)
        {
            return false;
        }

        if (place is ImportPlace.Landing or ImportPlace.Posted)
        {
            return await store.ListAsync(campaign, cancellationToken).AnyAsync(run => !run.IsOver && run.Extract == path[1], cancellationToken);
        }

        ImportRun? found = ImportId.TryParse(path[1], out ImportId import) ? (await store.FindAsync(campaign, import, cancellationToken))?.Value : null;
        return place switch
        {
            _ when found is null => false,
            ImportPlace.Parts => !found.IsOver || found.RemainsGoneAt is null,
            _ => !found.IsOver || (found.RejectedGoneAt is null && path is [_, _, { } attempt, ..] && attempt == found.Attempt),
        };
    }
}
