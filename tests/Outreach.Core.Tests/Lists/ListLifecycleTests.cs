using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;
using Outreach.Testing.Faults;
using Xunit;

namespace Outreach.Core.Tests.Lists;

public sealed class ListLifecycleTests
{
    [Fact]
    public async Task List_FromRequestToDeletion_IsReadByItsDoctorAndThenGone()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = await world.ReadyAsync();
        Manifest manifest = await world.ManifestAsync(request);
        Uri link = world.LinkOf(manifest);

        Opening opening = (await world.Open.RunAsync(manifest.ListId, ListsWorld.Doctor(), default)).Value!;
        IReadOnlyList<ListRow> rows = world.Decrypt(opening, link)!;
        DeletionReceipt receipt = (await world.Delete.RunAsync(manifest.ListId, ListsWorld.Doctor(), default)).Value!.Receipt;

        Assert.Equal(manifest.Rows, rows.Count);
        Assert.NotEmpty(rows);
        Assert.Empty(opening.Withdrawn);
        Assert.Equal("Deleted", receipt.Reason);
        Assert.Equal("lists.gone", (await world.Open.RunAsync(manifest.ListId, ListsWorld.Doctor(), default)).Failure?.Code);
        Assert.Equal("lists.gone", (await world.Get.RunAsync(request.Id.Value, ListsWorld.Doctor(), default)).Failure?.Code);
        Assert.Empty(world.Blobs.Contents);
        Assert.Null(await world.Lists.FindShareAsync(request.List, default));
    }

    [Fact]
    [Trait("threat", "31")]
    public async Task Build_KilledAfterEveryStep_LeavesNothingReadableAndFinishesWhenRunAgain()
    {
        int steps = await StepsOfBuildAsync();
        for (int step = 1; step <= steps; step++)
        {
            using ListsWorld world = await ListsWorld.CreateAsync();
            ListRequest request = await world.AskAsync();
            world.Restart();
            world.Faults.KillAfter(step);
            await Assert.ThrowsAsync<KilledException>(() => world.Build.RunAsync(request.Id, default));
            world.Restart();

            // What a kill leaves is ciphertext under a key nobody was given, and promised to deletion before it came.
            Assert.True(world.Blobs.Contents.Count == 0 || world.Deletions.Promises.Any(promise => promise.List == request.List), $"step {step}");

            BuildListResult built = await world.Build.RunAsync(request.Id, default);
            Manifest manifest = await world.ManifestAsync(request);
            Opening opening = (await world.Open.RunAsync(manifest.ListId, ListsWorld.Doctor(), default)).Value!;
            Assert.True(built.Outcome == BuildOutcome.Ready && world.Decrypt(opening, world.LinkOf(manifest))!.Count == built.Rows, $"step {step}");
        }
    }

    [Fact]
    [Trait("threat", "31")]
    public async Task Build_KilledAfterEveryStepAndNeverRunAgain_IsSweptWhenDue()
    {
        int steps = await StepsOfBuildAsync();
        for (int step = 1; step <= steps; step++)
        {
            using ListsWorld world = await ListsWorld.CreateAsync();
            ListRequest request = await world.AskAsync();
            world.Restart();
            world.Faults.KillAfter(step);
            await Assert.ThrowsAsync<KilledException>(() => world.Build.RunAsync(request.Id, default));
            world.Restart();

            await SweepAsync(world, request.NotAfter);

            Assert.True(world.Blobs.Contents.Count == 0, $"a blob was left after step {step}");
            Assert.Null(await world.Lists.FindShareAsync(request.List, default));
        }
    }

    [Fact]
    [Trait("threat", "32")]
    public async Task Destroy_KilledAfterEveryStep_IsFinishedByTheNextRunOfTheTimer()
    {
        int steps = await StepsOfAsync(
            world => world.ReadyAsync(),
            async (world, request) => await world.Destroy.RunAsync(request, EndReason.Deleted, "system", default));
        for (int step = 1; step <= steps; step++)
        {
            using ListsWorld world = await ListsWorld.CreateAsync();
            ListRequest request = await world.ReadyAsync();
            world.Restart();
            world.Faults.KillAfter(step);
            await Assert.ThrowsAsync<KilledException>(() => world.Destroy.RunAsync(request, EndReason.Deleted, "system", default));
            world.Restart();
            world.Time.Advance(TimeSpan.FromMinutes(5));

            await world.Enforce.RunAsync(world.Hub, default);

            ListRecord record = (await world.Lists.FindAsync(request.List, default))!.Value;
            bool begun = record.State != ListState.Ready;
            Assert.True(!begun || record.State == ListState.Destroyed, $"step {step}: {record.State}");
            Assert.True(!begun || (world.Blobs.Contents.Count == 0 && await world.Lists.FindShareAsync(request.List, default) is null), $"step {step}");
        }
    }

    [Fact]
    [Trait("threat", "33")]
    public async Task EveryActivity_RunTwice_IsTheSameAsOnce()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = await world.AskAsync();

        BuildListResult first = await world.Build.RunAsync(request.Id, default);
        string link = (await world.ManifestAsync(request)).Link;
        BuildListResult second = await world.Build.RunAsync(request.Id, default);
        Assert.Equal(first, second);
        Assert.Equal(link, (await world.ManifestAsync(request)).Link);
        Assert.Single(world.Blobs.Contents);

        DeletionReceipt once = (await world.Destroy.RunAsync(request, EndReason.Deleted, "system", default)).Require();
        DeletionReceipt twice = (await world.Destroy.RunAsync(request, EndReason.Expired, "system", default)).Require();
        Assert.Equal(once, twice);
        Assert.Equal(BuildOutcome.Over, (await world.Build.RunAsync(request.Id, default)).Outcome);
    }

    [Fact]
    [Trait("threat", "33")]
    public async Task Build_InParallelWithItself_CommitsOneListThatOpens()
    {
        using ListsWorld world = await ListsWorld.CreateAsync(patients: 300);
        ListRequest request = await world.AskAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            try
            {
                await world.Build.RunAsync(request.Id, default);
            }
            catch (TransientDependencyException)
            {
                // The loser of a race is tried again by the orchestration.
            }
        })));
        await world.Build.RunAsync(request.Id, default);

        Manifest manifest = await world.ManifestAsync(request);
        Opening opening = (await world.Open.RunAsync(manifest.ListId, ListsWorld.Doctor(), default)).Value!;
        Assert.NotNull(world.Decrypt(opening, world.LinkOf(manifest)));
        Assert.Single(world.Blobs.Contents);
    }

    /// <summary>A storage SDK repeats by itself a call whose answer was lost, and a conditional write then meets itself.</summary>
    [Fact]
    [Trait("threat", "33")]
    public async Task Build_AnyCallRepeatedAfterItsAnswerWasLost_EndsInAListThatOpens()
    {
        int steps = await StepsOfBuildAsync();
        for (int step = 1; step <= steps; step++)
        {
            using ListsWorld world = await ListsWorld.CreateAsync();
            ListRequest request = await world.AskAsync();
            world.Restart();
            world.Faults.Repeat(step);
            try
            {
                await world.Build.RunAsync(request.Id, default);
            }
            catch (Exception refused) when (refused is TransientDependencyException or InvalidOperationException)
            {
                // Storage refuses the second of two equal writes; the orchestration tries again.
            }

            world.Restart();
            await world.Build.RunAsync(request.Id, default);

            Manifest manifest = await world.ManifestAsync(request);
            Opening opening = (await world.Open.RunAsync(manifest.ListId, ListsWorld.Doctor(), default)).Value!;
            Assert.True(world.Blobs.Contents.ContainsKey(opening.BlobUrl.AbsolutePath[1..]), $"step {step}: a list that is ready has no ciphertext");
            Assert.NotNull(world.Decrypt(opening, world.LinkOf(manifest)));
            Assert.Single(world.Blobs.Contents);
        }
    }

    [Fact]
    [Trait("threat", "38")]
    public async Task Build_CampaignClosedMeanwhile_KeepsNothing()
    {
        int steps = await StepsOfBuildAsync();
        for (int step = 1; step <= steps; step++)
        {
            using ListsWorld world = await ListsWorld.CreateAsync();
            ListRequest request = await world.AskAsync();
            world.Restart();
            world.Faults.KillAfter(step);
            await Assert.ThrowsAsync<KilledException>(() => world.Build.RunAsync(request.Id, default));
            world.Restart();

            await world.ReplaceCampaignAsync(campaign => campaign with { State = CampaignState.Closing });
            await world.Keys.DisableAsync(world.Campaign.Id, default);
            await world.DestroyAll.RunAsync(world.Campaign.Id, continuation: null, default);
            BuildListResult again = await world.Build.RunAsync(request.Id, default);
            await SweepAsync(world, world.Time.GetUtcNow().AddHours(2));

            Assert.Equal(BuildOutcome.Over, again.Outcome);
            Assert.True(world.Blobs.Contents.Count == 0, $"a blob was left after step {step}");
            Assert.Equal("lists.gone", (await world.Get.RunAsync(request.Id.Value, ListsWorld.Doctor(), default)).Failure?.Code);
        }
    }

    [Fact]
    [Trait("threat", "40")]
    public async Task Destroy_BlobDeletionBlocked_IsUnreadableAllTheSameAndFinishedLater()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = await world.ReadyAsync();
        world.Blobs.InTheWay = Obstacle.BlobHeld;
        await Assert.ThrowsAsync<TransientDependencyException>(() => world.Delete.RunAsync(request.List.Value, ListsWorld.Doctor(), default));

        Assert.Single(world.Blobs.Contents);
        Assert.Null(await world.Lists.FindShareAsync(request.List, default));
        Assert.Equal("lists.gone", (await world.Open.RunAsync(request.List.Value, ListsWorld.Doctor(), default)).Failure?.Code);

        EnforcementResult blocked = await world.Enforce.RunAsync(world.Hub, default);
        world.Blobs.InTheWay = null;
        world.Time.Advance(TimeSpan.FromMinutes(5));
        await world.Enforce.RunAsync(world.Hub, default);

        Assert.Equal(1, blocked.Waiting);
        Assert.Empty(world.Blobs.Contents);
    }

    /// <summary>The oldest promise comes first at every run: what is wrong with it must not keep the others waiting for ever.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("threat", "32")]
    [Trait("threat", "50")]
    public async Task Enforce_OneListFailsUnexpectedly_DestroysTheOthersAndFailsLoudly(bool trailDamaged)
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest broken = await world.ReadyAsync();
        world.Time.Advance(TimeSpan.FromSeconds(1));
        ListRequest other = await world.ReadyAsync(doctor: 1);
        if (trailDamaged)
        {
            world.Audit.Lines[AuditStream.ForList(broken.List)].Add("somebody wrote here"u8.ToArray());
        }
        else
        {
            world.Hub.Broken = broken.Id;
        }

        await world.Blobs.UploadAsync("0/orphan", new byte[1], default);
        world.Time.SetUtcNow(other.NotAfter);
        while (OrphanSweep.FirstAt(world.Time.GetUtcNow()) != 0)
        {
            world.Time.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Single((await world.Enforce.RunAsync(world.Hub, default)).Failures);

        Assert.Equal(ListState.Destroyed, (await world.Lists.FindAsync(other.List, default))!.Value.State);
        Assert.Null(await world.Lists.FindShareAsync(broken.List, default));
        Assert.Empty(world.Blobs.Contents);
        Assert.DoesNotContain(world.Deletions.Promises, promise => promise.List == other.List && promise.DueAt == other.NotAfter);
    }

    [Fact]
    [Trait("threat", "42")]
    public async Task Request_AfterDeletion_GetsANewListWithNewKeys()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest first = await world.ReadyAsync();
        Uri firstLink = world.LinkOf(await world.ManifestAsync(first));
        byte[] firstShare = (await world.Lists.FindShareAsync(first.List, default))!;
        string firstBlob = world.Blobs.Contents.Keys.Single();
        await world.Delete.RunAsync(first.List.Value, ListsWorld.Doctor(), default);

        ListRequest second = await world.ReadyAsync();
        Uri secondLink = world.LinkOf(await world.ManifestAsync(second));

        Assert.NotEqual(first.List, second.List);
        Assert.NotEqual(firstLink.Fragment, secondLink.Fragment);
        Assert.NotEqual(firstShare, await world.Lists.FindShareAsync(second.List, default));
        Assert.NotEqual(firstBlob, world.Blobs.Contents.Keys.Single());
    }

    [Fact]
    [Trait("threat", "11")]
    public async Task Build_ManyLists_NeverRepeatsAnIdALinkOrAShare()
    {
        using ListsWorld world = await ListsWorld.CreateAsync(patients: 1);
        await world.ReplaceCampaignAsync(campaign => campaign with { Policy = new CampaignPolicy { RequestsPerDoctor = 100 } });
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < 30; i++)
        {
            ListRequest request = await world.ReadyAsync();
            Manifest manifest = await world.ManifestAsync(request);
            Opening opening = (await world.Open.RunAsync(manifest.ListId, ListsWorld.Doctor(), default)).Value!;
            Assert.True(seen.Add(request.Id.Value) && seen.Add(request.List.Value));
            Assert.True(seen.Add(world.LinkOf(manifest).Fragment) && seen.Add(opening.ServerShare));
            await world.Delete.RunAsync(manifest.ListId, ListsWorld.Doctor(), default);
        }
    }

    private static async Task SweepAsync(ListsWorld world, DateTimeOffset from)
    {
        world.Time.SetUtcNow(from);
        for (int run = 0; run < 32; run++)
        {
            await world.Enforce.RunAsync(world.Hub, default);
            world.Time.Advance(TimeSpan.FromMinutes(5));
        }
    }

    internal static Task<int> StepsOfBuildAsync() =>
        StepsOfAsync(world => world.AskAsync(), (world, request) => world.Build.RunAsync(request.Id, default));

    private static async Task<int> StepsOfAsync(Func<ListsWorld, Task<ListRequest>> before, Func<ListsWorld, ListRequest, Task> work)
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = await before(world);
        world.Restart();
        await work(world, request);
        Assert.InRange(world.Faults.Steps, 5, 100);
        return world.Faults.Steps;
    }
}
