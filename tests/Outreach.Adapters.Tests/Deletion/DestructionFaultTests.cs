using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;
using Outreach.Testing.Azurite;
using Outreach.Testing.Deletion;
using Xunit;

namespace Outreach.Adapters.Tests.Deletion;

/// <summary>Lists destroyed on real storage under each fault; afterwards storage is read byte for byte.</summary>
public sealed class DestructionFaultTests(OwnAzurite azurite) : IClassFixture<OwnAzurite>
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromMinutes(5);

    /// <summary>The scan finds what is there: else it proves nothing.</summary>
    [Fact]
    public async Task Scan_OfAListThatIsReady_FindsItsShareAndOpensItsCiphertext()
    {
        using StoredLists lists = await StoredLists.CreateAsync(azurite.ConnectionString);
        KnownList list = await lists.MakeAsync();
        BlobContainerClient container = lists.Storage.Lists.GetBlobContainerClient("lists");
        string name = $"{list.Rows[0].FamilyName}\",\"{list.Rows[0].GivenName}";
        await container.UploadBlobAsync("leak", BinaryData.FromString($"…{name}…"));
        await container.UploadBlobAsync("leak16", BinaryData.FromBytes(Encoding.Unicode.GetBytes(name)));
        await container.UploadBlobAsync("leak64", BinaryData.FromString(Convert.ToBase64String(Encoding.UTF8.GetBytes($"xy{name} z"))));
        await container.UploadBlobAsync("leakshare", BinaryData.FromString(System.Buffers.Text.Base64Url.EncodeToString([1, .. list.ServerShare, 2])));

        Remains remains = await Remains.ReadAsync(lists.Storage);

        Assert.Equal(["lists/leak", "lists/leak16", "lists/leak64", "lists/leakshare", "lists: Wrapped"], remains.Find(list).Order(StringComparer.Ordinal));
        Assert.Equal(1, await remains.CountReadableAsync([list], lists.Keys, [lists.Campaign.KeyId]));
        foreach (string leak in new[] { "leak", "leak16", "leak64", "leakshare" })
        {
            await container.DeleteBlobAsync(leak);
        }

        await lists.Get<DestroyListHandler>().RunAsync(list.Request, EndReason.Deleted, "system", default);
    }

    [Theory]
    [InlineData((int)StorageFault.Killed)]
    [InlineData((int)StorageFault.AnswerLost)]
    [InlineData((int)StorageFault.Down)]
    [Trait("threat", "32")]
    [Trait("threat", "40")]
    public async Task Enforce_FaultAtEachWriteOfADestruction_LeavesNothingOnceTheTimerRanAgain(int fault)
    {
        using StoredLists lists = await StoredLists.CreateAsync(azurite.ConnectionString);
        List<KnownList> made = [];
        int write = 0;
        bool met;
        do
        {
            KnownList list = await lists.MakeAsync();
            made.Add(list);
            lists.Time.SetUtcNow(list.Request.NotAfter);
            lists.Faults.Arm((StorageFault)fault, ++write);
            await Record.ExceptionAsync(() => lists.Enforce.RunAsync(new NoOrchestrations(), default));
            met = lists.Faults.Writes >= write;
            lists.Restart();
            lists.Time.Advance(Rhythm);

            await lists.Enforce.RunAsync(new NoOrchestrations(), default);

            await NothingIsLeftAsync(lists, [list], $"write {write}");
            Assert.NotNull(DeletionReceipt.Of((await lists.Get<IListStore>().FindAsync(list.Request.List, default))!.Value));
        }
        while (met);

        await NothingIsLeftAsync(lists, made, "at last");
        Assert.InRange(write, 12, 40);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [Trait("threat", "39")]
    public async Task Enforce_LeaseOrSnapshotOnTheCiphertext_LeavesNothing(bool lease, bool snapshot)
    {
        using StoredLists lists = await StoredLists.CreateAsync(azurite.ConnectionString);
        KnownList list = await lists.MakeAsync();
        ListRecord record = (await lists.Get<IListStore>().FindAsync(list.Request.List, default))!.Value;
        BlobClient blob = lists.Storage.Lists.GetBlobContainerClient("lists").GetBlobClient(record.BlobName);
        if (snapshot)
        {
            await blob.CreateSnapshotAsync();
        }

        if (lease)
        {
            await blob.GetBlobLeaseClient().AcquireAsync(TimeSpan.FromSeconds(-1));
        }

        lists.Time.SetUtcNow(list.Request.NotAfter);
        EnforcementResult result = await lists.Enforce.RunAsync(new NoOrchestrations(), default);

        Assert.Equal((1, 0), (result.Destroyed, result.Waiting));
        await NothingIsLeftAsync(lists, [list], "");
    }

    /// <summary>The vault plays no part in destroying: its refusal keeps the key, and the key opens nothing any more.</summary>
    [Fact]
    [Trait("threat", "46")]
    [Trait("threat", "48")]
    public async Task EndCampaign_VaultDownThenRefusesToPurge_LeavesNothingThatItsKeyWouldOpen()
    {
        using StoredLists lists = await StoredLists.CreateAsync(azurite.ConnectionString);
        byte[] wrappedSecret = lists.Campaign.WrappedSecret;
        KnownList list = await lists.MakeAsync();
        lists.Keys.Fails = true;
        await Record.ExceptionAsync(lists.EndCampaignAsync);
        lists.Restart();
        lists.Time.SetUtcNow(list.Request.NotAfter);
        await lists.Enforce.RunAsync(new NoOrchestrations(), default);
        lists.Keys.Fails = false;
        await NothingIsLeftAsync(lists, [list], "vault down");

        lists.Keys.PurgeRefusedFor = TimeSpan.FromDays(90);
        await lists.EndCampaignAsync();
        lists.Keys.Recover(lists.Campaign.Id);

        await NothingIsLeftAsync(lists, [list], "key recovered");
        Campaign campaign = (await lists.Get<ICampaignStore>().FindAsync(lists.Campaign.Id, default))!.Value;
        Assert.True(campaign is { WrappedSecret: [], Key: { Stage: KeyStage.Deleted, FinalOn: not null } });
        Assert.Empty((await Remains.ReadAsync(lists.Storage)).Find(list with { WrappedShare = wrappedSecret }));
    }

    internal static async Task NothingIsLeftAsync(StoredLists lists, IReadOnlyList<KnownList> made, string when)
    {
        Remains remains = await Remains.ReadAsync(lists.Storage);

        string[] found = [.. made.SelectMany(remains.Find)];
        Assert.True(found.Length == 0, $"{when}: {string.Join(", ", found)}");
        Assert.Equal(0, remains.Ciphertexts);
        Assert.Equal(0, await remains.CountReadableAsync(made, lists.Keys, [lists.Campaign.KeyId]));
    }
}

/// <summary>An emulator that nobody else writes to.</summary>
public sealed class OwnAzurite : IAsyncLifetime
{
    public string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync() => ConnectionString = (await AzuriteFixture.StartOwnAsync()).ConnectionString;

    public Task DisposeAsync() => Task.CompletedTask;
}
