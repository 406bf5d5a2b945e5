using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using Outreach.Core.Campaigns;
using Xunit;

namespace Outreach.Testing.Campaigns;

/// <summary>What every <see cref="ICampaignKeys"/> promises, a vault's or a machine's.</summary>
public abstract class CampaignKeysContract
{
    private static readonly CampaignId Autumn = CampaignId.Parse("autumn-2026");
    private static readonly CampaignId Spring = CampaignId.Parse("spring-2027");

    protected FakeTimeProvider Time { get; } = new(SampleCampaign.Opens);

    private DateTimeOffset End => SampleCampaign.Opens.AddMonths(6);

    /// <summary>Keys without any key in them, living by <see cref="Time"/>.</summary>
    protected abstract ICampaignKeys Create();

    [Fact]
    public async Task Create_New_WrapsHereAndUnwrapsThere()
    {
        ICampaignKeys keys = Create();
        byte[] secret = RandomNumberGenerator.GetBytes(32);

        CampaignKey key = await MakeAsync(keys);

        Assert.True(key.PublicKey.Modulus!.Length >= 3072 / 8);
        Assert.Null(key.PublicKey.D);
        Assert.True(key is { Enabled: true } && key.ExpiresOn == End);
        Assert.Equal(secret, await keys.UnwrapAsync(key.KeyId, key.Wrap(secret), default));
    }

    [Fact]
    [Trait("threat", "33")]
    public async Task Create_Twice_IsTheSameKey()
    {
        ICampaignKeys keys = Create();
        CampaignKey first = await MakeAsync(keys);
        byte[] wrapped = first.Wrap([1]);

        CampaignKey? again = await keys.CreateAsync(Autumn, End, default);
        CampaignKey? later = await keys.CreateAsync(Autumn, End.AddDays(1), default);

        Assert.Equal(first.KeyId, again?.KeyId);
        Assert.Equal(first.KeyId, later?.KeyId);
        Assert.Equal(End.AddDays(1), (await keys.FindAsync(first.KeyId, default))?.ExpiresOn);
        Assert.Equal([1], await keys.UnwrapAsync(first.KeyId, wrapped, default));
    }

    [Fact]
    public async Task Find_PinnedId_GivesWhatWasMade()
    {
        ICampaignKeys keys = Create();
        CampaignKey made = await MakeAsync(keys);

        CampaignKey? found = await keys.FindAsync(made.KeyId, default);

        Assert.Equal(made.KeyId, found?.KeyId);
        Assert.Equal(made.PublicKey.Modulus, found?.PublicKey.Modulus);
        Assert.Equal(made.ExpiresOn, found?.ExpiresOn);
    }

    /// <summary>{0} is the pinned id.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("{0}0")]
    [InlineData("{0}/")]
    [InlineData("{0}/0")]
    [InlineData("{0}?a=b")]
    [InlineData("{0}#a")]
    [InlineData("/{0}")]
    [InlineData("../{0}")]
    [InlineData("{0}/../../../../etc/passwd")]
    [InlineData("local/../../0123456789abcdef0123456789abcdef")]
    [InlineData("https://attacker.vault.azure.net/keys/campaign-autumn-2026/0123456789abcdef0123456789abcdef")]
    [InlineData("http://vault.example/keys/campaign-autumn-2026/0123456789abcdef0123456789abcdef")]
    [InlineData("https://vault.example/secrets/campaign-autumn-2026/0123456789abcdef0123456789abcdef")]
    [InlineData("https://vault.example/keys/something-else/0123456789abcdef0123456789abcdef")]
    [Trait("threat", "9")]
    public async Task Unwrap_ForeignKeyId_FindsNothing(string id)
    {
        ICampaignKeys keys = Create();
        CampaignKey key = await MakeAsync(keys);
        string foreign = id.Replace("{0}", key.KeyId, StringComparison.Ordinal);

        Assert.Null(await keys.FindAsync(foreign, default));
        Assert.Null(await keys.UnwrapAsync(foreign, key.Wrap([1]), default));
        Assert.Equal([1], await keys.UnwrapAsync(key.KeyId, key.Wrap([1]), default));
    }

    [Fact]
    [Trait("threat", "9")]
    public async Task Unwrap_UnderAnotherCampaignsKey_GivesNothing()
    {
        ICampaignKeys keys = Create();
        CampaignKey autumn = await MakeAsync(keys);
        CampaignKey spring = (await keys.CreateAsync(Spring, End, default))!;
        byte[] wrapped = autumn.Wrap([1]);

        Assert.NotEqual(autumn.KeyId, spring.KeyId);
        Assert.Null(await keys.UnwrapAsync(spring.KeyId, wrapped, default));
        Assert.Null(await keys.UnwrapAsync(autumn.KeyId.Replace(Autumn.Value, Spring.Value, StringComparison.Ordinal), wrapped, default));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(383)]
    [InlineData(384)]
    [InlineData(385)]
    [Trait("threat", "8")]
    public async Task Unwrap_WhatNobodyWrapped_GivesNothing(int length)
    {
        ICampaignKeys keys = Create();
        CampaignKey key = await MakeAsync(keys);

        Assert.Null(await keys.UnwrapAsync(key.KeyId, new byte[length], default));
    }

    [Fact]
    [Trait("threat", "44")]
    public async Task Disable_Key_StillWrapsAndUnwrapsNothing()
    {
        ICampaignKeys keys = Create();
        CampaignKey key = await MakeAsync(keys);
        byte[] wrapped = key.Wrap([1]);
        Assert.Equal([1], await keys.UnwrapAsync(key.KeyId, wrapped, default));

        await keys.DisableAsync(Autumn, default);
        await keys.DisableAsync(Autumn, default);

        CampaignKey disabled = (await keys.FindAsync(key.KeyId, default))!;
        Assert.Null(await keys.UnwrapAsync(key.KeyId, wrapped, default));
        Assert.Null(await keys.UnwrapAsync(key.KeyId, disabled.Wrap([2]), default));
        Assert.False(disabled.IsUsableAt(Time.GetUtcNow()));
    }

    [Fact]
    [Trait("threat", "44")]
    public async Task Create_AfterItWasDisabled_DoesNotEnableItAgain()
    {
        ICampaignKeys keys = Create();
        CampaignKey key = await MakeAsync(keys);
        await keys.DisableAsync(Autumn, default);

        CampaignKey? again = await keys.CreateAsync(Autumn, End.AddDays(1), default);

        Assert.Equal(key.KeyId, again?.KeyId);
        Assert.False(again!.IsUsableAt(Time.GetUtcNow()));
        Assert.Null(await keys.UnwrapAsync(key.KeyId, key.Wrap([1]), default));
    }

    [Fact]
    [Trait("threat", "44")]
    public async Task Disable_OneCampaign_LeavesTheOthers()
    {
        ICampaignKeys keys = Create();
        CampaignKey spring = (await keys.CreateAsync(Spring, End, default))!;
        await MakeAsync(keys);

        await keys.DisableAsync(Autumn, default);
        await keys.DeleteAsync(Autumn, default);

        Assert.Equal([1], await keys.UnwrapAsync(spring.KeyId, spring.Wrap([1]), default));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [Trait("threat", "45")]
    public async Task Unwrap_OneTickEitherSideOfExpiry_IsRefusedFromThenOn(long ticks, bool good)
    {
        ICampaignKeys keys = Create();
        CampaignKey key = await MakeAsync(keys);
        Time.SetUtcNow(End.AddTicks(ticks));

        byte[]? unwrapped = await keys.UnwrapAsync(key.KeyId, key.Wrap([1]), default);

        Assert.Equal(good, unwrapped is not null);
        Assert.Equal(good, key.IsUsableAt(Time.GetUtcNow()));
    }

    [Fact]
    [Trait("threat", "42")]
    public async Task Delete_Key_UnwrapsNothingEverAgain()
    {
        ICampaignKeys keys = Create();
        CampaignKey key = await MakeAsync(keys);
        byte[] wrapped = key.Wrap([1]);

        DateTimeOffset final = await keys.DeleteAsync(Autumn, default);
        await keys.DisableAsync(Autumn, default);
        DateTimeOffset again = await keys.DeleteAsync(Autumn, default);

        Assert.True(Time.GetUtcNow() <= final && final <= again);
        Assert.Null(await keys.FindAsync(key.KeyId, default));
        Assert.Null(await keys.UnwrapAsync(key.KeyId, wrapped, default));
        if (await keys.CreateAsync(Autumn, End, default) is { } other)
        {
            Assert.NotEqual(key.KeyId, other.KeyId);
            Assert.NotEqual(key.PublicKey.Modulus, other.PublicKey.Modulus);
            Assert.Null(await keys.UnwrapAsync(other.KeyId, wrapped, default));
        }

        Assert.Null(await keys.UnwrapAsync(key.KeyId, wrapped, default));
    }

    [Fact]
    [Trait("threat", "32")]
    public async Task DisableAndDelete_UnknownCampaign_IsNothingToDo()
    {
        ICampaignKeys keys = Create();

        await keys.DisableAsync(Autumn, default);

        Assert.Equal(Time.GetUtcNow(), await keys.DeleteAsync(Autumn, default));
    }

    [Fact]
    [Trait("threat", "46")]
    public async Task FindState_FromMadeToDeleted_SaysWhatIsTrueNow()
    {
        ICampaignKeys keys = Create();
        VaultKey before = await keys.FindStateAsync(Autumn, default);
        await keys.CreateAsync(Spring, End, default);
        await MakeAsync(keys);
        VaultKey made = await keys.FindStateAsync(Autumn, default);
        await keys.DisableAsync(Autumn, default);
        VaultKey disabled = await keys.FindStateAsync(Autumn, default);
        DateTimeOffset final = await keys.DeleteAsync(Autumn, default);
        VaultKey deleted = await keys.FindStateAsync(Autumn, default);

        Assert.Equal(new VaultKey(VaultKeyStage.Absent), before);
        Assert.Equal(new VaultKey(VaultKeyStage.Enabled), made);
        Assert.Equal(new VaultKey(VaultKeyStage.Disabled), disabled);
        Assert.Equal(Time.GetUtcNow() < final ? new VaultKey(VaultKeyStage.Deleted, final) : new VaultKey(VaultKeyStage.Absent), deleted);
        Assert.Equal(new VaultKey(VaultKeyStage.Enabled), await keys.FindStateAsync(Spring, default));
    }

    private async Task<CampaignKey> MakeAsync(ICampaignKeys keys) =>
        await keys.CreateAsync(Autumn, End, default) ?? throw new InvalidOperationException("A first key was refused.");
}
