using Outreach.Core.Campaigns;
using Outreach.Testing.Campaigns;
using Xunit;

namespace Outreach.Core.Tests.Campaigns;

public sealed class KeyTransitionsTests
{
    private static readonly DateTimeOffset Before = SampleCampaign.Opens;
    private static readonly DateTimeOffset Now = Before.AddDays(1);
    private static readonly DateTimeOffset Final = Before.AddDays(90);

    [Theory]
    [InlineData(KeyStage.InUse, VaultKeyStage.Enabled, KeyStage.InUse, KeyNews.None)]
    [InlineData(KeyStage.InUse, VaultKeyStage.Disabled, KeyStage.Disabled, KeyNews.Disabled)]
    [InlineData(KeyStage.InUse, VaultKeyStage.Deleted, KeyStage.Deleted, KeyNews.Deleted)]
    [InlineData(KeyStage.InUse, VaultKeyStage.Absent, KeyStage.Purged, KeyNews.Purged)]
    [InlineData(KeyStage.Disabled, VaultKeyStage.Enabled, KeyStage.InUse, KeyNews.Recovered)]
    [InlineData(KeyStage.Disabled, VaultKeyStage.Disabled, KeyStage.Disabled, KeyNews.None)]
    [InlineData(KeyStage.Disabled, VaultKeyStage.Deleted, KeyStage.Deleted, KeyNews.Deleted)]
    [InlineData(KeyStage.Disabled, VaultKeyStage.Absent, KeyStage.Purged, KeyNews.Purged)]
    [InlineData(KeyStage.Deleted, VaultKeyStage.Enabled, KeyStage.InUse, KeyNews.Recovered)]
    [InlineData(KeyStage.Deleted, VaultKeyStage.Disabled, KeyStage.Disabled, KeyNews.Recovered)]
    [InlineData(KeyStage.Deleted, VaultKeyStage.Deleted, KeyStage.Deleted, KeyNews.None)]
    [InlineData(KeyStage.Deleted, VaultKeyStage.Absent, KeyStage.Deleted, KeyNews.None)]
    [InlineData(KeyStage.Purged, VaultKeyStage.Enabled, KeyStage.InUse, KeyNews.Recovered)]
    [InlineData(KeyStage.Purged, VaultKeyStage.Disabled, KeyStage.Disabled, KeyNews.Recovered)]
    [InlineData(KeyStage.Purged, VaultKeyStage.Deleted, KeyStage.Deleted, KeyNews.Recovered)]
    [InlineData(KeyStage.Purged, VaultKeyStage.Absent, KeyStage.Purged, KeyNews.None)]
    [Trait("threat", "46")]
    public void Next_EveryStageAndAnswer_SaysWhatIsTrueNow(KeyStage known, VaultKeyStage seen, KeyStage next, KeyNews news)
    {
        KeyState before = Known(known);

        (KeyState after, KeyNews told) = KeyTransitions.Next(before, new VaultKey(seen, Final), Now);

        Assert.Equal(next, after.Stage);
        Assert.Equal(news, told);
        Assert.Equal(Now, after.CheckedAt);
        Assert.Equal(next >= KeyStage.Disabled ? before.DisabledAt ?? Now : null, after.DisabledAt);
        Assert.Equal(next >= KeyStage.Deleted ? before.DeletedAt ?? Now : null, after.DeletedAt);
        Assert.Equal(next == KeyStage.Purged ? before.PurgedAt ?? Now : null, after.PurgedAt);
        Assert.Equal(next switch { KeyStage.Purged => after.PurgedAt, KeyStage.Deleted => Final, _ => null }, after.FinalOn);
        Assert.Equal(news == KeyNews.Recovered ? Now : null, after.RecoveredAt);
    }

    [Theory]
    [InlineData(-1, KeyStage.Deleted, KeyNews.None)]
    [InlineData(0, KeyStage.Purged, KeyNews.Purged)]
    [Trait("threat", "46")]
    public void Next_NotFoundOneTickEitherSideOfItsDay_IsFinalFromTheDayOn(long ticks, KeyStage next, KeyNews news)
    {
        KeyState known = Known(KeyStage.Deleted);
        DateTimeOffset day = known.FinalOn!.Value;

        (KeyState after, KeyNews told) = KeyTransitions.Next(known, new VaultKey(VaultKeyStage.Absent), day.AddTicks(ticks));

        Assert.Equal((next, news, day), (after.Stage, told, after.FinalOn));
    }

    [Fact]
    [Trait("threat", "46")]
    public void Next_DeletedAndTheVaultSaysNoDay_KeepsTheDay() =>
        Assert.Equal(Final.AddDays(-1), KeyTransitions.Next(Known(KeyStage.Deleted), new VaultKey(VaultKeyStage.Deleted), Now).Next.FinalOn);

    [Fact]
    [Trait("threat", "46")]
    public void Next_AfterARecovery_KeepsItsDate()
    {
        KeyState recovered = KeyTransitions.Next(Known(KeyStage.Deleted), new VaultKey(VaultKeyStage.Enabled), Now).Next;

        KeyState ended = KeyTransitions.Next(recovered, new VaultKey(VaultKeyStage.Absent), Now.AddDays(1)).Next;

        Assert.Equal(Now, ended.RecoveredAt);
        Assert.Equal(KeyStage.Purged, ended.Stage);
    }

    private static KeyState Known(KeyStage stage) => new()
    {
        DisabledAt = stage >= KeyStage.Disabled ? Before : null,
        DeletedAt = stage >= KeyStage.Deleted ? Before.AddTicks(1) : null,
        FinalOn = stage switch { KeyStage.Deleted => Final.AddDays(-1), KeyStage.Purged => Before.AddTicks(2), _ => null },
        PurgedAt = stage == KeyStage.Purged ? Before.AddTicks(2) : null,
    };
}
