using Outreach.Core.Campaigns;
using Outreach.LocalHost.Campaigns;
using Outreach.Testing.Campaigns;
using Xunit;

namespace Outreach.LocalHost.Tests.Campaigns;

public sealed class LocalCampaignKeysTests : CampaignKeysContract, IDisposable
{
    private static readonly CampaignId Autumn = CampaignId.Parse("autumn-2026");

    private readonly string _folder = Directory.CreateTempSubdirectory("outreach-keys-").FullName;
    private readonly List<LocalCampaignKeys> _opened = [];

    public void Dispose()
    {
        _opened.ForEach(keys => keys.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Unwrap_AfterARestart_UnwrapsWhatWasWrappedBefore()
    {
        CampaignKey key = (await Open().CreateAsync(Autumn, SampleCampaign.Opens.AddDays(1), default))!;

        byte[]? unwrapped = await Open().UnwrapAsync(key.KeyId, key.Wrap([1]), default);

        Assert.Equal([1], unwrapped);
    }

    [Fact]
    public async Task Create_AfterAKeyWasMadeAhead_TakesItOnceAndKeepsItLikeAnyOther()
    {
        LocalCampaignKeys keys = Open();
        keys.MakeAhead();

        CampaignKey first = (await keys.CreateAsync(Autumn, SampleCampaign.Opens.AddDays(1), default))!;
        CampaignKey second = (await keys.CreateAsync(CampaignId.Parse("another-one"), SampleCampaign.Opens.AddDays(1), default))!;

        Assert.Equal([1], await Open().UnwrapAsync(first.KeyId, first.Wrap([1]), default));
        Assert.Null(await Open().UnwrapAsync(second.KeyId, first.Wrap([1]), default));
    }

    [Fact]
    [Trait("threat", "19")]
    public async Task Create_Key_IsReadableByItsOwnerAlone()
    {
        await Open().CreateAsync(Autumn, SampleCampaign.Opens.AddDays(1), default);
        string file = Assert.Single(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    [Trait("threat", "42")]
    public async Task Create_NameOfADeletedKey_IsRefusedAfterARestartToo()
    {
        await Open().CreateAsync(Autumn, SampleCampaign.Opens.AddDays(1), default);
        await Open().DeleteAsync(Autumn, default);

        Assert.Null(await Open().CreateAsync(Autumn, SampleCampaign.Opens.AddDays(1), default));
    }

    protected override ICampaignKeys Create() => Open();

    private LocalCampaignKeys Open()
    {
        var keys = new LocalCampaignKeys(Path.Combine(_folder, "keys"), Time);
        _opened.Add(keys);
        return keys;
    }
}
