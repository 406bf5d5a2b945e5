using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach.Exceptions;

/// <summary>An exception with how much of it is used.</summary>
/// <param name="Used">People solicited under it, or held for waves that are under way.</param>
public sealed record ExceptionView(OutreachException Exception, long Used);

/// <summary>Reads exceptions; there are a handful.</summary>
public sealed class ReadExceptionsHandler(ICampaignStore campaigns, IOutreachExceptionStore exceptions, ExceptionRoom room)
{
    public async Task<Result<IReadOnlyList<ExceptionView>>> ListAsync(string campaignText, CancellationToken cancellationToken)
    {
        if (!CampaignId.TryParse(campaignText, out CampaignId campaign) || await campaigns.FindAsync(campaign, cancellationToken) is null)
        {
            return Campaigns.Failures.NotFound;
        }

        List<ExceptionView> views = [];
        await foreach (OutreachException exception in exceptions.ListAsync(campaign, cancellationToken))
        {
            views.Add(await ViewAsync(exception, cancellationToken));
        }

        return views;
    }

    public async Task<ExceptionView> ViewAsync(OutreachException exception, CancellationToken cancellationToken) =>
        new(exception, await room.UsedAsync(exception, except: null, cancellationToken));
}
