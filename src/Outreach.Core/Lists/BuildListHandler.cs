using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;

namespace Outreach.Core.Lists;

/// <summary>How building ended: expected outcomes are values, so that an orchestration never steers by exceptions.</summary>
public enum BuildOutcome
{
    Ready,

    /// <summary>Destroyed meanwhile, or the campaign is not open any more.</summary>
    Over,
}

/// <summary>What crosses the durable boundary: a count and a date.</summary>
public sealed record BuildListResult(BuildOutcome Outcome, int Rows, DateTimeOffset NotAfter);

/// <summary>Builds and seals one list. The plaintext lives only inside this call.</summary>
/// <remarks>Safe to run twice, and in parallel with itself: the first commit wins, the others withdraw what they uploaded.</remarks>
public sealed class BuildListHandler(
    ICampaignStore campaigns, IListRequestStore requests, ContactBooks books, ListComposer composer, ListSealer sealer, ListKeeper keeper)
{
    public async Task<BuildListResult> RunAsync(ListRequestId id, CancellationToken cancellationToken)
    {
        if (await requests.FindAsync(id, cancellationToken) is not { } request)
        {
            return new BuildListResult(BuildOutcome.Over, 0, default);
        }

        if (await keeper.FindFinishedAsync(request, cancellationToken) is { } finished)
        {
            return finished;
        }

        Campaign? campaign = (await campaigns.FindAsync(request.Campaign, cancellationToken))?.Value;
        if (campaign is null
            || await keeper.FindKeysAsync(campaign, request, cancellationToken) is not { } keys)
        {
            return new BuildListResult(BuildOutcome.Over, 0, request.NotAfter);
        }

        ContactBook book = await books.OfAsync(campaign, keys.Secret, cancellationToken);
        ComposedList composed = await composer.ComposeAsync(request, book, cancellationToken);
        return await keeper.KeepAsync(request, sealer.Seal(request, keys.Key, composed), cancellationToken);
    }
}
