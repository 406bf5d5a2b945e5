using System.Globalization;
using System.Security.Cryptography;
using Outreach.Core.Access;
using Outreach.Core.Audit;

namespace Outreach.Core.Campaigns;

/// <summary>What creating a campaign came to.</summary>
public sealed record CreatedCampaign(Campaign Campaign, bool IsNew);

/// <summary>Creates a campaign with its own key and secret.</summary>
/// <remarks>Safe to run twice: the same campaign again changes nothing. Key, then audit, then the campaign: whatever is interrupted is finished by the next call.</remarks>
public sealed class CreateCampaignHandler(ICampaignStore campaigns, ICampaignKeys keys, IAuditTrail audit, Pseudonyms pseudonyms, TimeProvider time)
{
    private const int SecretLength = 32;

    public async Task<Result<CreatedCampaign>> RunAsync(CampaignBody body, Caller caller, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        Result<CampaignDraft> parsed = CampaignDraft.Parse(body, now);
        if (!parsed.Succeeded)
        {
            return parsed.Failure;
        }

        CampaignDraft draft = parsed.Value;
        if (await FindAsync(draft, cancellationToken) is { } known)
        {
            return known;
        }

        if (await keys.CreateAsync(draft.Id, draft.EndsAt, cancellationToken) is not { } key || !key.IsUsableAt(now))
        {
            return Failures.KeyUnusable;
        }

        Campaign campaign = New(draft, key, now);
        await audit.AppendAsync(AuditStream.ForCampaign(campaign.Id), Created(campaign, pseudonyms.Actor(caller)), cancellationToken);
        if (await campaigns.AddAsync(campaign, cancellationToken))
        {
            return new CreatedCampaign(campaign, IsNew: true);
        }

        Result<CreatedCampaign> first = await FindAsync(draft, cancellationToken)
            ?? throw new InvalidOperationException("A campaign that exists cannot be read.");
        return first;
    }

    /// <summary>The campaign of this id, if it is the same one; a failure if it is another; null if there is none.</summary>
    private async Task<Result<CreatedCampaign>?> FindAsync(CampaignDraft draft, CancellationToken cancellationToken) =>
        (await campaigns.FindAsync(draft.Id, cancellationToken))?.Value switch
        {
            null => null,
            { } campaign when draft.Describes(campaign) => new CreatedCampaign(campaign, IsNew: false),
            _ => Failures.OtherExists,
        };

    private static Campaign New(CampaignDraft draft, CampaignKey key, DateTimeOffset now)
    {
        byte[] secret = RandomNumberGenerator.GetBytes(SecretLength);
        try
        {
            return new Campaign(
                draft.Id, draft.Title, draft.OpensAt, draft.EndsAt, draft.Policy, CampaignState.Open, key.KeyId, key.Wrap(secret), now);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private static AuditEvent Created(Campaign campaign, string actor) => new("campaigns.created", actor, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["campaign"] = campaign.Id.Value,
        ["opensAt"] = Instant(campaign.OpensAt),
        ["expiresOn"] = Instant(campaign.EndsAt),
    });

    private static string Instant(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
