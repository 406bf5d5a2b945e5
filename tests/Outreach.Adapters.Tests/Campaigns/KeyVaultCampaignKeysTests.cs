using Outreach.Adapters.Campaigns;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Testing.Campaigns;
using Xunit;

namespace Outreach.Adapters.Tests.Campaigns;

/// <summary>The contract on a vault, and what only a vault can do to us.</summary>
public sealed class KeyVaultCampaignKeysTests : CampaignKeysContract
{
    private const string Name = "campaign-autumn-2026";

    private static readonly CampaignId Autumn = CampaignId.Parse("autumn-2026");
    private static readonly DateTimeOffset End = SampleCampaign.Opens.AddMonths(6);

    [Theory]
    [InlineData("https://attacker.vault.azure.net/keys/campaign-autumn-2026/0123456789abcdef0123456789abcdef")]
    [InlineData("https://vault.example:8443/keys/campaign-autumn-2026/0123456789abcdef0123456789abcdef")]
    [InlineData("https://user@vault.example/keys/campaign-autumn-2026/0123456789abcdef0123456789abcdef")]
    [InlineData("https://vault.example/keys/campaign-autumn-2026")]
    [InlineData("https://vault.example/keys/campaign-autumn-2026/")]
    [InlineData("https://vault.example/keys/other/0123456789abcdef0123456789abcdef")]
    [Trait("threat", "9")]
    public async Task Unwrap_IdOfAnotherVaultOrOfNoVersion_AsksNoVault(string id)
    {
        var vault = new FakeVault(Time);
        var keys = new KeyVaultCampaignKeys(vault, Time);

        Assert.Null(await keys.UnwrapAsync(id, [1], default));
        Assert.Null(await keys.FindAsync(id, default));
        Assert.Empty(vault.Calls);
    }

    /// <summary>The storm meets each call of each operation once; whoever comes again after it finds all as if there had been none.</summary>
    [Fact]
    [Trait("threat", "43")]
    public async Task AnyCall_Throttled_SaysWhenToComeAgainAndThenWorks()
    {
        int hit = 0;
        bool met;
        do
        {
            hit++;
            var vault = new FakeVault(Time);
            var keys = new KeyVaultCampaignKeys(vault, Time);
            vault.Throttles = call => call == hit;
            List<TransientDependencyException> refusals = [];

            CampaignKey key = (await InsistAsync(() => keys.CreateAsync(Autumn, End, default)))!;
            CampaignKey? found = await InsistAsync(() => keys.FindAsync(key.KeyId, default));
            byte[]? unwrapped = await InsistAsync(() => keys.UnwrapAsync(key.KeyId, key.Wrap([1]), default));
            int versions = vault.VersionsOf(Name);
            vault.Rotate(Name);
            await InsistAsync(async () =>
            {
                await keys.DisableAsync(Autumn, default);
                return true;
            });
            byte[]? refused = await InsistAsync(() => keys.UnwrapAsync(key.KeyId, key.Wrap([1]), default));
            DateTimeOffset final = await InsistAsync(() => keys.DeleteAsync(Autumn, default));

            met = refusals.Count > 0;
            Assert.Equal(met ? [TimeSpan.FromSeconds(7)] : [], refusals.Select(refusal => refusal.RetryAfter));
            Assert.Equal(key.KeyId, found?.KeyId);
            Assert.Equal([1], unwrapped);
            Assert.Equal(1, versions);
            Assert.Null(refused);
            Assert.Equal(Time.GetUtcNow(), final);

            async Task<T> InsistAsync<T>(Func<Task<T>> call)
            {
                try
                {
                    return await call();
                }
                catch (TransientDependencyException throttled)
                {
                    refusals.Add(throttled);
                    return await call();
                }
            }
        }
        while (met);

        Assert.True(hit > 10, $"only {hit} calls were hit");
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("7", 7)]
    [InlineData("86400", 600)]
    [InlineData("-5", null)]
    [InlineData("soon", null)]
    [InlineData(null, null)]
    [Trait("threat", "43")]
    public async Task Find_Throttled_ObeysTheVaultWithinReasonAndQuotesNothing(string? header, int? seconds)
    {
        var vault = new FakeVault(Time) { Throttles = static _ => true, RetryAfter = header };
        var keys = new KeyVaultCampaignKeys(vault, Time);

        TransientDependencyException refused = await Assert.ThrowsAsync<TransientDependencyException>(
            () => keys.FindAsync($"https://vault.example/keys/{Name}/0123456789abcdef0123456789abcdef", default));

        Assert.Equal(seconds, (int?)refused.RetryAfter?.TotalSeconds);
        Assert.DoesNotContain("quote", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "44")]
    public async Task Ring_KeyDisabledInTheVault_RefusesToWrapAndAsksForNoUnwrapping()
    {
        (FakeVault vault, KeyVaultCampaignKeys keys, Campaign campaign, byte[] wrapped) = await CampaignAsync();
        await keys.DisableAsync(Autumn, default);
        vault.Calls.Clear();
        var ring = new CampaignKeyRing(keys, Time);

        CampaignKey? usable = await ring.FindUsableAsync(campaign, default);
        byte[]? unwrapped = await ring.UnwrapAsync(campaign, wrapped, default);

        Assert.Null(usable);
        Assert.Null(unwrapped);
        Assert.DoesNotContain("unwrap", vault.Calls);
    }

    [Fact]
    [Trait("threat", "44")]
    public async Task Ring_KeyDisabledAfterItWasRead_UnwrapsNothingAtOnceAndWrapsNothingSoon()
    {
        (_, KeyVaultCampaignKeys keys, Campaign campaign, byte[] wrapped) = await CampaignAsync();
        var ring = new CampaignKeyRing(keys, Time);
        Assert.NotNull(await ring.UnwrapAsync(campaign, wrapped, default));

        await keys.DisableAsync(Autumn, default);

        Assert.Null(await ring.UnwrapAsync(campaign, wrapped, default));
        Time.Advance(CampaignKeyRing.PublicHalfLife);
        Assert.Null(await ring.FindUsableAsync(campaign, default));
    }

    [Fact]
    [Trait("threat", "45")]
    public async Task Unwrap_KeyExpired_IsRefusedHereAlthoughTheVaultWouldUnwrap()
    {
        (FakeVault vault, KeyVaultCampaignKeys keys, Campaign campaign, byte[] wrapped) = await CampaignAsync();
        Time.SetUtcNow(End);
        vault.Calls.Clear();

        byte[]? here = await keys.UnwrapAsync(campaign.KeyId, wrapped, default);
        byte[]? afterARestart = await new KeyVaultCampaignKeys(vault, Time).UnwrapAsync(campaign.KeyId, wrapped, default);
        byte[]? inTheRing = await new CampaignKeyRing(keys, Time).UnwrapAsync(campaign, wrapped, default);
        byte[] inTheVault = (await vault.GetCryptographyClient(Name, campaign.KeyId.Split('/')[^1]).UnwrapKeyAsync("RSA-OAEP-256", wrapped)).Key;

        Assert.Null(here);
        Assert.Null(afterARestart);
        Assert.Null(inTheRing);
        Assert.Single(vault.Calls, call => call == "unwrap");
        Assert.Equal([1], inTheVault);
    }

    [Fact]
    [Trait("threat", "44")]
    public async Task Unwrap_ForbiddenUnderAnEnabledKey_FailsLoudly()
    {
        (FakeVault vault, KeyVaultCampaignKeys keys, Campaign campaign, byte[] wrapped) = await CampaignAsync();
        vault.ForbidsUnwrapping = true;

        await Assert.ThrowsAsync<InvalidOperationException>(() => keys.UnwrapAsync(campaign.KeyId, wrapped, default));
    }

    [Fact]
    [Trait("threat", "47")]
    public async Task Unwrap_KeyRotated_GoesOnUnderThePinnedVersion()
    {
        (FakeVault vault, KeyVaultCampaignKeys keys, Campaign campaign, byte[] wrapped) = await CampaignAsync();

        vault.Rotate(Name);

        Assert.Equal([1], await keys.UnwrapAsync(campaign.KeyId, wrapped, default));
        Assert.Equal([1], await new KeyVaultCampaignKeys(vault, Time).UnwrapAsync(campaign.KeyId, wrapped, default));
    }

    [Fact]
    [Trait("threat", "42")]
    [Trait("threat", "46")]
    public async Task Delete_PurgeRefused_SaysFromWhenItIsFinalAndSpendsTheName()
    {
        var vault = new FakeVault(Time) { PurgeProtected = true };
        var keys = new KeyVaultCampaignKeys(vault, Time);
        await keys.CreateAsync(Autumn, End, default);

        DateTimeOffset final = await keys.DeleteAsync(Autumn, default);
        Time.Advance(TimeSpan.FromDays(1));
        DateTimeOffset again = await keys.DeleteAsync(Autumn, default);

        Assert.Equal(SampleCampaign.Opens.AddDays(90), final);
        Assert.Equal(final, again);
        Assert.Null(await keys.CreateAsync(Autumn, End, default));
    }

    [Fact]
    [Trait("threat", "46")]
    public async Task FindState_PurgeRefused_SaysDeletedUntilTheDayThenAbsentAndFindsARecovery()
    {
        var vault = new FakeVault(Time) { PurgeProtected = true };
        var keys = new KeyVaultCampaignKeys(vault, Time);
        CampaignKey key = (await keys.CreateAsync(Autumn, End, default))!;
        await keys.DisableAsync(Autumn, default);
        DateTimeOffset final = await keys.DeleteAsync(Autumn, default);

        VaultKey deleted = await keys.FindStateAsync(Autumn, default);
        vault.Recover(Name);
        VaultKey recovered = await keys.FindStateAsync(Autumn, default);
        byte[]? unwrapped = await keys.UnwrapAsync(key.KeyId, key.Wrap([1]), default);
        await keys.DeleteAsync(Autumn, default);
        Time.SetUtcNow(final.AddDays(1));
        VaultKey gone = await keys.FindStateAsync(Autumn, default);

        Assert.Equal(new VaultKey(VaultKeyStage.Deleted, final), deleted);
        Assert.Equal(new VaultKey(VaultKeyStage.Disabled), recovered);
        Assert.Null(unwrapped);
        Assert.Equal(new VaultKey(VaultKeyStage.Absent), gone);
    }

    /// <summary>A version that somebody made while lists were open ends with the others: one that still unwraps keeps the key in use.</summary>
    [Fact]
    [Trait("threat", "47")]
    public async Task Disable_KeyRotatedBefore_EndsEveryVersion()
    {
        (FakeVault vault, KeyVaultCampaignKeys keys, Campaign campaign, byte[] wrapped) = await CampaignAsync();
        vault.Rotate(Name);

        await keys.DisableAsync(Autumn, default);
        VaultKey disabled = await keys.FindStateAsync(Autumn, default);
        vault.Rotate(Name);
        VaultKey again = await keys.FindStateAsync(Autumn, default);

        Assert.Equal(VaultKeyStage.Disabled, disabled.Stage);
        Assert.Equal(VaultKeyStage.Enabled, again.Stage);
        Assert.Null(await keys.UnwrapAsync(campaign.KeyId, wrapped, default));
    }

    [Fact]
    [Trait("threat", "49")]
    public async Task Unwrap_ManyTimes_IsOneVaultCallEach()
    {
        (FakeVault vault, KeyVaultCampaignKeys keys, Campaign campaign, byte[] wrapped) = await CampaignAsync();
        vault.Calls.Clear();
        var ring = new CampaignKeyRing(keys, Time);

        for (int i = 0; i < 50; i++)
        {
            await ring.FindUsableAsync(campaign, default);
            await ring.UnwrapAsync(campaign, wrapped, default);
        }

        Assert.Equal(50, vault.Calls.Count(call => call == "unwrap"));
        Assert.Equal(51, vault.Calls.Count);
    }

    protected override ICampaignKeys Create() => new KeyVaultCampaignKeys(new FakeVault(Time), Time);

    private async Task<(FakeVault Vault, KeyVaultCampaignKeys Keys, Campaign Campaign, byte[] Wrapped)> CampaignAsync()
    {
        var vault = new FakeVault(Time);
        var keys = new KeyVaultCampaignKeys(vault, Time);
        CampaignKey key = (await keys.CreateAsync(Autumn, End, default))!;
        return (vault, keys, SampleCampaign.Create() with { KeyId = key.KeyId }, key.Wrap([1]));
    }
}
