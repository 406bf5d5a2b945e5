using Outreach.Core.Access;

namespace Outreach.Core.Lists;

/// <summary>Tells a doctor who has the own list open which rows to hide by now, as an opening does. Counts nothing, and releases nothing.</summary>
public sealed class GetWithdrawalsHandler(ListAccess access, WithdrawalPolicy policy)
{
    public async Task<Result<WithdrawnRows>> RunAsync(string listText, Caller caller, CancellationToken cancellationToken)
    {
        Result<ListRecord> found = await access.FindAsync(listText, caller, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Failure;
        }

        return await policy.FindAsync(found.Value, cancellationToken) is { } withdrawn ? withdrawn : Failures.Gone(ListEnd.WithItsCampaign);
    }
}
