using Outreach.Core.Access;
using Outreach.Core.Campaigns;

namespace Outreach.Core.Lists;

/// <summary>Where a request stands.</summary>
public abstract record ListRequestStatus
{
    private ListRequestStatus()
    {
    }

    /// <param name="Progress">A word for `X-Progress`: `queued` or `sealing`.</param>
    public sealed record Preparing(string Progress) : ListRequestStatus;

    /// <summary>The manifest of a list that can be opened.</summary>
    public sealed record Ready(Manifest Manifest) : ListRequestStatus;
}

/// <summary>What the requester needs to reach the list.</summary>
/// <param name="Link">The secure link as JWE (ECDH-ES, A256GCM) to the requester's delivery key.</param>
/// <param name="LeftOut">How many own patients are not on the list because somebody else informs them; who that is, is not said.</param>
/// <param name="NotAfter">RFC 3339, UTC; also sent as `Expires`.</param>
public sealed record Manifest(string RequestId, string ListId, string Campaign, int Rows, int LeftOut, DateTimeOffset NotAfter, string Link);

/// <summary>Tells a doctor where the own request stands; anybody else gets the answer of a request that never existed.</summary>
public sealed class GetListRequestHandler(ListAccess access, IListStore lists, CampaignGate gate, TimeProvider time)
{
    public async Task<Result<ListRequestStatus>> RunAsync(string requestText, Caller caller, CancellationToken cancellationToken)
    {
        Result<ListRequest> found = await access.FindRequestAsync(requestText, caller, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Failure;
        }

        ListRequest request = found.Value;
        ListRecord? record = (await lists.FindAsync(request.List, cancellationToken))?.Value;
        if (record is { End: EndReason.PreparationFailed })
        {
            return Failures.PreparationFailed;
        }

        if (ListEnd.Of(request, record, time.GetUtcNow()) is { } end)
        {
            return Failures.Gone(end);
        }

        if (!await gate.IsOpenAsync(request.Campaign, cancellationToken))
        {
            return Failures.Gone(ListEnd.WithItsCampaign);
        }

        return record switch
        {
            { State: ListState.Ready } => new ListRequestStatus.Ready(new Manifest(
                request.Id.Value, record.Id.Value, record.Campaign.Value, record.Rows, record.LeftOut, record.NotAfter, record.LinkJwe)),
            { State: ListState.Sealing } => new ListRequestStatus.Preparing("sealing"),
            _ => new ListRequestStatus.Preparing("queued"),
        };
    }
}
