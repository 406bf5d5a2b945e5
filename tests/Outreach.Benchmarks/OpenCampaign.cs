using System.Security.Cryptography;
using Outreach.Core.Campaigns;
using Outreach.Testing.Campaigns;

namespace Outreach.Benchmarks;

/// <summary>A campaign that is open now, with a key and a secret of its own.</summary>
internal static class OpenCampaign
{
    public static CampaignId Id { get; } = CampaignId.Parse("benchmark");

    public static async Task<CampaignSecret> AddAsync(ICampaignStore campaigns, ICampaignKeys keys)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        byte[] secret = RandomNumberGenerator.GetBytes(32);
        CampaignKey key = (await keys.CreateAsync(Id, now.AddDays(60), default))!;
        Campaign campaign = SampleCampaign.Create(Id.Value) with { OpensAt = now.AddDays(-1), EndsAt = now.AddDays(60), KeyId = key.KeyId, WrappedSecret = key.Wrap(secret) };
        await campaigns.AddAsync(campaign, default);
        return new CampaignSecret(secret);
    }
}
