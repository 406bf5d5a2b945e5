using System.Globalization;
using Outreach.Core.Audit;

namespace Outreach.Core.Campaigns;

/// <summary>Ends a campaign whose lists are destroyed and whose key is deleted.</summary>
/// <remarks>Safe to run twice: the first answer stays.</remarks>
public sealed class MarkCampaignClosedHandler(ICampaignStore campaigns, IAuditTrail audit, TimeProvider time)
{
    /// <param name="keyFinalOn">When the key is beyond recovery.</param>
    /// <param name="lists">How many lists the end destroyed.</param>
    /// <param name="waiting">How many it could not destroy yet: nothing opens them, and the deletion timer goes on with them.</param>
    public async Task RunAsync(CampaignId id, DateTimeOffset keyFinalOn, int lists, int waiting, CancellationToken cancellationToken)
    {
        while (await campaigns.FindAsync(id, cancellationToken) is { } stored)
        {
            CampaignState next = CampaignTransitions.Next(stored.Value.State, CampaignEvent.KeyDeleted);
            if (next == stored.Value.State)
            {
                return;
            }

            var data = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["campaign"] = id.Value,
                ["finalOn"] = keyFinalOn.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
                ["lists"] = lists.ToString(CultureInfo.InvariantCulture),
                ["waiting"] = waiting.ToString(CultureInfo.InvariantCulture),
            };
            await audit.AppendAsync(AuditStream.ForCampaign(id), new AuditEvent("campaigns.closed", "system", data), cancellationToken);
            Campaign closed = stored.Value with { State = next, ClosedAt = time.GetUtcNow() };
            if (await campaigns.ReplaceAsync(closed, stored.ETag, cancellationToken))
            {
                return;
            }
        }
    }
}
