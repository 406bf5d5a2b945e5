using System.Buffers.Text;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;

namespace Outreach.Core.Lists;

/// <summary>What an opening releases: one share of the key, an address that lives a minute, and what to check the ciphertext against.</summary>
/// <param name="ServerShare">32 bytes, base64url.</param>
/// <param name="BlobUrl">Reads one blob for 60 seconds.</param>
/// <param name="Sha256">Of the ciphertext, lower-case hexadecimal.</param>
/// <param name="LeftOut">As in the manifest.</param>
/// <param name="Withdrawn">References of rows to hide; no reason is given.</param>
/// <param name="Closed">Rows that the doctor closed, and until when that may be undone.</param>
public sealed record Opening(
    string ListId,
    string Campaign,
    string Practitioner,
    int Rows,
    int LeftOut,
    string NotAfter,
    string ServerShare,
    Uri BlobUrl,
    string Sha256,
    IReadOnlyList<string> Withdrawn,
    IReadOnlyList<RowClosure> Closed,
    int RemainingOpenings)
{
    public override string ToString() => "opening";
}

/// <summary>Releases a list to its doctor: re-checks doctor, time, campaign and relationship, counts, audits, and only then unwraps.</summary>
/// <remarks>No audit, no key. An opening whose key was not released is not counted.</remarks>
public sealed class OpenListHandler(
    IListStore lists, ListAccess access, CampaignGate gate, WithdrawalPolicy policy, KeyRelease release)
{
    public async Task<Result<Opening>> RunAsync(string listText, Caller caller, CancellationToken cancellationToken)
    {
        Result<ListRecord> found = await access.FindAsync(listText, caller, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Failure;
        }

        ListRecord record = found.Value;
        if (await gate.FindOpenAsync(record.Campaign, cancellationToken) is not { } campaign
            || await gate.FindKeysAsync(campaign, record.NotAfter, cancellationToken) is not { } keys)
        {
            return Failures.Gone(ListEnd.WithItsCampaign);
        }

        if (await policy.FindAsync(record, campaign, keys.Secret, cancellationToken) is not { } hidden)
        {
            return Failures.Gone(ListEnd.WithItsCampaign);
        }

        if (await lists.TryTakeOpeningAsync(record.Id, campaign.Policy.OpeningsPerList, cancellationToken) is not { } left)
        {
            return Failures.OpeningsUsedUp;
        }

        ReleasedKey? released = null;
        try
        {
            released = await release.RunAsync(record, campaign, caller, cancellationToken);
        }
        finally
        {
            if (released is null)
            {
                await lists.ReturnOpeningAsync(record.Id, CancellationToken.None);
            }
        }

        return released is null
            ? Failures.Gone(ListEnd.WithItsCampaign)
            : new Opening(
                record.Id.Value, record.Campaign.Value, record.Practitioner.Value, record.Rows, record.LeftOut,
                SealedList.Timestamp(record.NotAfter), Base64Url.EncodeToString(released.ServerShare), released.BlobUrl, record.Sha256,
                hidden.Withdrawn, hidden.Closed, left);
    }
}
