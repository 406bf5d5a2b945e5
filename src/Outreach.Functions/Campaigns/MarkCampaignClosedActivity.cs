using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Campaigns;

namespace Outreach.Functions.Campaigns;

/// <summary>How a campaign ended.</summary>
/// <param name="KeyFinalOn">When its key is beyond recovery.</param>
/// <param name="Lists">Lists its end destroyed.</param>
/// <param name="Waiting">Lists it could not destroy yet.</param>
public sealed record CampaignEnd(string Campaign, DateTimeOffset KeyFinalOn, int Lists, int Waiting = 0);

/// <summary>Marks a campaign closed.</summary>
public sealed class MarkCampaignClosedActivity(MarkCampaignClosedHandler handler)
{
    [Function(nameof(MarkCampaignClosedActivity))]
    public Task RunAsync([ActivityTrigger] CampaignEnd end, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(end);
        return handler.RunAsync(CampaignId.Parse(end.Campaign), end.KeyFinalOn, end.Lists, end.Waiting, cancellationToken);
    }
}
