using Outreach.Core.Access;

namespace Outreach.Core.Lists;

/// <summary>Whose a list or request is, and whether its time is over: one rule for every address (design §9).</summary>
/// <remarks>Missing and foreign are one answer after the same reads; "gone" is told to the owner alone.</remarks>
public sealed class ListAccess(IListStore lists, IListRequestStore requests, Pseudonyms pseudonyms, TimeProvider time)
{
    /// <summary>A list that its doctor may open now.</summary>
    public async Task<Result<ListRecord>> FindAsync(string listText, Caller caller, CancellationToken cancellationToken)
    {
        Result<ListRecord> owned = await FindOwnedAsync(listText, caller, cancellationToken);
        return owned switch
        {
            { Succeeded: false } => owned,
            { Value.State: ListState.Sealing } => Failures.NotFound,
            { Value: { } record } when ListEnd.Of(record, time.GetUtcNow()) is { } end => Failures.Gone(end),
            _ => owned,
        };
    }

    /// <summary>A list of this doctor in whatever state.</summary>
    public async Task<Result<ListRecord>> FindOwnedAsync(string listText, Caller caller, CancellationToken cancellationToken)
    {
        // A malformed id is looked up all the same, as an id that never existed: the answer takes as long.
        ListId id = ListId.TryParse(listText, out ListId parsed) ? parsed : ListId.Create();
        ListRecord? record = (await lists.FindAsync(id, cancellationToken))?.Value;
        return record is not null && IsOwner(caller, record.Campaign, record.Practitioner) ? record : Failures.NotFound;
    }

    /// <summary>A request of this doctor in whatever state.</summary>
    public async Task<Result<ListRequest>> FindRequestAsync(string requestText, Caller caller, CancellationToken cancellationToken)
    {
        ListRequestId id = ListRequestId.TryParse(requestText, out ListRequestId parsed) ? parsed : ListRequestId.Create();
        ListRequest? request = await requests.FindAsync(id, cancellationToken);
        return request is not null && IsOwner(caller, request.Campaign, request.Practitioner) ? request : Failures.NotFound;
    }

    private bool IsOwner(Caller caller, Campaigns.CampaignId campaign, PractitionerRef owner) =>
        caller is { Kind: CallerKind.Practitioner, Practitioner: { } practitioner } && pseudonyms.For(campaign, practitioner) == owner;
}
