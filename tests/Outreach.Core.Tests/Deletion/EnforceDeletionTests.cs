using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;
using Outreach.Core.Tests.Lists;
using Xunit;

namespace Outreach.Core.Tests.Deletion;

/// <summary>The deletion timer over everything, whatever happened before it ran.</summary>
public sealed class EnforceDeletionTests
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromMinutes(5);

    [Fact]
    [Trait("threat", "36")]
    public async Task Run_WhenDue_DestroysAndPurgesAndSaysSoInTheTrail()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = await world.ReadyAsync();
        world.Time.SetUtcNow(request.NotAfter.AddTicks(-1));
        EnforcementResult before = await world.Enforce.RunAsync(world.Hub, default);
        world.Time.SetUtcNow(request.NotAfter);

        EnforcementResult due = await world.Enforce.RunAsync(world.Hub, default);

        ListRecord record = await RecordAsync(world, request);
        Assert.Equal((0, 0), (before.Destroyed, before.Purged));
        Assert.Equal((1, 1, 0, 0, true), (due.Destroyed, due.Purged, due.Late, due.Waiting, due.Complete));
        Assert.True(record is { State: ListState.Destroyed, End: EndReason.Expired, BlobName: "", LinkJwe: "" });
        Assert.Equal(request.NotAfter, record.HistoryPurgedAt);
        Assert.Equal(
            ["deletion.share-destroyed", "deletion.blob-destroyed", "deletion.list-destroyed", "deletion.history-purged"],
            EventsOf(world, AuditStream.ForList(request.List)).Select(entry => entry.Type).SkipWhile(type => !type.StartsWith("deletion", StringComparison.Ordinal)));
        AuditEntry run = EventsOf(world, AuditStream.ForDeletion(request.NotAfter))[^1];
        Assert.Equal(("deletion.enforced", "1", "1", "Complete"), (run.Type, run.Data["destroyed"], run.Data["purged"], run.Data["outcome"]));
    }

    [Theory]
    [InlineData(15 * 60, 0)]
    [InlineData((15 * 60) + 1, 1)]
    [Trait("threat", "36")]
    public async Task Run_LaterThanItsRhythmExplains_SaysSo(int secondsAfter, int late)
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = await world.ReadyAsync();
        world.Time.SetUtcNow(request.NotAfter.AddSeconds(secondsAfter));

        Assert.Equal(late, (await world.Enforce.RunAsync(world.Hub, default)).Late);
    }

    /// <summary>Nothing was readable meanwhile; the next run deals with all of it and says that it was late.</summary>
    [Fact]
    [Trait("threat", "36")]
    public async Task Run_MissedForAMonth_FindsEverythingLateAndLeavesNothing()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest first = await world.ReadyAsync();
        ListRequest second = await world.ReadyAsync(doctor: 1);
        await world.Delete.RunAsync(second.List.Value, ListsWorld.Doctor(1), default);
        world.Time.SetUtcNow(first.NotAfter.AddMonths(1));
        Failure? meanwhile = (await world.Open.RunAsync(first.List.Value, ListsWorld.Doctor(), default)).Failure;

        EnforcementResult result = await world.Enforce.RunAsync(world.Hub, default);

        Assert.Equal(new ListEnd(ListEndState.Expired, first.NotAfter, DeletedAt: null), meanwhile?.End);
        Assert.Equal(3, result.Late);
        Assert.Equal(1, result.Destroyed);
        Assert.Empty(world.Blobs.Contents);
        Assert.Equal(ListEndState.Deleted, (await world.Open.RunAsync(first.List.Value, ListsWorld.Doctor(), default)).Failure?.End?.State);
    }

    [Fact]
    [Trait("threat", "36")]
    public async Task Run_SeveralAtOnce_DestroyEachListAndAgreeOnOneReceipt()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        await world.ReplaceCampaignAsync(campaign => campaign with { Policy = new CampaignPolicy { RequestsPerDoctor = 100 } });
        ListRequest[] requests = [await world.ReadyAsync(), await world.ReadyAsync(doctor: 1)];
        world.Time.SetUtcNow(requests[1].NotAfter);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => world.Enforce.RunAsync(world.Hub, default))));

        foreach (ListRequest request in requests)
        {
            ListRecord record = await RecordAsync(world, request);
            Assert.NotNull(DeletionReceipt.Of(record));
            Assert.NotNull(record.HistoryPurgedAt);
            Assert.Equal(record.Receipt!.Hash, EventsOf(world, AuditStream.ForList(request.List)).Single(entry => entry.Sequence == record.Receipt.Sequence).Hash);
        }

        Assert.Empty(world.Blobs.Contents);
        Assert.All(world.Deletions.Promises, promise => Assert.True(promise.DueAt > world.Time.GetUtcNow()));
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(3)]
    [Trait("threat", "36")]
    public async Task Run_ClockJumpsAfterItBegan_NeverBringsAListBack(int hours)
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = await world.ReadyAsync();
        world.Time.SetUtcNow(request.NotAfter);
        world.Blobs.InTheWay = Obstacle.BlobHeld;
        await world.Enforce.RunAsync(world.Hub, default);

        world.Time.AdjustTime(request.NotAfter.AddHours(hours));
        world.Blobs.InTheWay = null;
        Failure? open = (await world.Open.RunAsync(request.List.Value, ListsWorld.Doctor(), default)).Failure;
        await world.Destroy.RunAsync(request, EndReason.Expired, "system", default);

        Assert.Equal("lists.gone", open?.Code);
        Assert.Empty(world.Blobs.Contents);
    }

    [Theory]
    [InlineData(Obstacle.BlobHeld)]
    [InlineData(Obstacle.BlobLeased)]
    [InlineData(Obstacle.BlobStillThere)]
    [InlineData(Obstacle.BlobSoftDeleted)]
    [Trait("threat", "39")]
    [Trait("threat", "40")]
    [Trait("threat", "41")]
    public async Task Run_SomethingHoldsTheCiphertext_IsUnreadableReportedSinceItsFirstDayAndFinishedLater(Obstacle obstacle)
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = await world.ReadyAsync();
        world.Time.SetUtcNow(request.NotAfter);
        world.Blobs.InTheWay = obstacle;

        EnforcementResult first = await world.Enforce.RunAsync(world.Hub, default);
        world.Time.Advance(TimeSpan.FromDays(2));
        EnforcementResult second = await world.Enforce.RunAsync(world.Hub, default);
        ListRecord blocked = await RecordAsync(world, request);
        byte[]? share = await world.Lists.FindShareAsync(request.List, default);
        world.Blobs.InTheWay = null;
        world.Time.Advance(Rhythm);
        EnforcementResult third = await world.Enforce.RunAsync(world.Hub, default);

        var found = new ObstacleFound(obstacle, request.NotAfter);
        Assert.Equal([new BlockedList(request.List, found)], first.Blocked);
        Assert.Equal([new BlockedList(request.List, found)], second.Blocked);
        Assert.Equal(1, second.Obstacles[obstacle]);
        Assert.Equal(found, blocked.Obstacle);
        Assert.Equal(ListState.ShareDestroyed, blocked.State);
        Assert.Null(share);
        Assert.Equal((1, 0), (third.Destroyed, third.Waiting));
        Assert.Null((await RecordAsync(world, request)).Obstacle);
        Assert.Empty(world.Blobs.Contents);
    }

    [Fact]
    [Trait("threat", "40")]
    public async Task Run_ShareReadBackAsStillThere_IsReportedAndNotTakenForGone()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = await world.ReadyAsync();
        world.Time.SetUtcNow(request.NotAfter);
        world.Lists.SharesStay = true;

        EnforcementResult result = await world.Enforce.RunAsync(world.Hub, default);

        Assert.Equal(1, result.Obstacles[Obstacle.ShareStillThere]);
        Assert.Equal(ListState.Destroying, (await RecordAsync(world, request)).State);
        Assert.DoesNotContain(EventsOf(world, AuditStream.ForList(request.List)), entry => entry.Type == "deletion.share-destroyed");
    }

    /// <summary>Deleting must not wait for a trail that takes nothing: bytes go first, words later.</summary>
    [Fact]
    [Trait("threat", "52")]
    public async Task Run_AuditAccountDown_RemovesShareAndCiphertextAndSaysSoLater()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = await world.ReadyAsync();
        world.Time.SetUtcNow(request.NotAfter);
        world.Audit.Fails = true;

        await Assert.ThrowsAsync<TransientDependencyException>(() => world.Enforce.RunAsync(world.Hub, default));
        ListRecord waiting = await RecordAsync(world, request);
        (byte[]? share, int blobs) = (await world.Lists.FindShareAsync(request.List, default), world.Blobs.Contents.Count);
        world.Audit.Fails = false;
        world.Time.Advance(Rhythm);
        await world.Enforce.RunAsync(world.Hub, default);

        Assert.Null(share);
        Assert.Equal(0, blobs);
        Assert.True(waiting is { State: ListState.Destroying, Obstacle.Code: Obstacle.StorageUnavailable });
        Assert.NotNull(DeletionReceipt.Of(await RecordAsync(world, request)));
    }

    [Fact]
    [Trait("threat", "35")]
    public async Task Run_OrchestrationStillRunning_IsWokenAndReportedOnlyWhenItIsStuck()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = await world.ReadyAsync();
        world.Time.SetUtcNow(request.NotAfter);
        world.Hub.Running = true;

        EnforcementResult first = await world.Enforce.RunAsync(world.Hub, default);
        world.Time.Advance(TimeSpan.FromHours(2));
        EnforcementResult stuck = await world.Enforce.RunAsync(world.Hub, default);
        world.Hub.Running = false;
        world.Time.Advance(Rhythm);
        EnforcementResult done = await world.Enforce.RunAsync(world.Hub, default);

        Assert.Equal((1, 1), (first.Destroyed, first.Waiting));
        Assert.Empty(first.Blocked);
        Assert.Equal((0, 1), (stuck.Destroyed, stuck.Obstacles[Obstacle.HistoryRunning]));
        Assert.Contains(request.Id, world.Hub.Woken);
        Assert.Equal((0, 1, 0), (done.Destroyed, done.Purged, done.Waiting));
        Assert.Null((await RecordAsync(world, request)).Obstacle);
    }

    [Fact]
    [Trait("threat", "35")]
    public async Task Run_HistoryReadBackAsStillThere_IsReported()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = await world.ReadyAsync();
        world.Time.SetUtcNow(request.NotAfter);
        world.Hub.Sticks = true;

        Assert.Equal(1, (await world.Enforce.RunAsync(world.Hub, default)).Obstacles[Obstacle.HistoryStillThere]);
        Assert.Null((await RecordAsync(world, request)).HistoryPurgedAt);
    }

    /// <summary>However many are blocked, a run that has little time gets to the others at its next turn.</summary>
    [Fact]
    [Trait("threat", "40")]
    public async Task Run_TimeIsShortAndTheOldestAreBlocked_ComesToTheOthersNext()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest blocked = await world.ReadyAsync();
        world.Time.Advance(TimeSpan.FromSeconds(1));
        ListRequest other = await world.ReadyAsync(doctor: 1);
        world.Policy = new DeletionPolicy { AtOnce = 1, Budget = TimeSpan.FromSeconds(10) };
        world.Restart();
        world.Time.SetUtcNow(other.NotAfter);
        var hub = new SlowHub(world, blocked.Id);

        EnforcementResult first = await world.Enforce.RunAsync(hub, default);
        EnforcementResult second = await world.Enforce.RunAsync(hub, default);

        Assert.Equal((false, 1), (first.Complete, first.Waiting));
        Assert.Equal(ListState.Destroyed, (await RecordAsync(world, other)).State);
        Assert.NotNull((await RecordAsync(world, other)).HistoryPurgedAt);
        Assert.Equal(1, second.Purged);
    }

    [Fact]
    public async Task Run_RequestAndRecordHaveServedTheirTime_LeavesNothingOfTheList()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = await world.ReadyAsync();
        await world.Delete.RunAsync(request.List.Value, ListsWorld.Doctor(), default);
        DateTimeOffset destroyed = world.Time.GetUtcNow();
        await world.Enforce.RunAsync(world.Hub, default);

        world.Time.SetUtcNow(destroyed.AddDays(30).AddTicks(-1));
        await world.Enforce.RunAsync(world.Hub, default);
        Failure? before = (await world.Get.RunAsync(request.Id.Value, ListsWorld.Doctor(), default)).Failure;
        world.Time.SetUtcNow(destroyed.AddDays(32));
        EnforcementResult erased = await world.Enforce.RunAsync(world.Hub, default);
        Failure? after = (await world.Get.RunAsync(request.Id.Value, ListsWorld.Doctor(), default)).Failure;
        DeletionReceipt? receipt = (await world.Delete.RunAsync(request.List.Value, ListsWorld.Doctor(), default)).Value?.Receipt;
        world.Time.SetUtcNow(destroyed.AddDays(365));
        await world.Enforce.RunAsync(world.Hub, default);

        Assert.Equal(("lists.gone", "lists.not-found"), (before?.Code, after?.Code));
        Assert.True(erased.Erased >= 1);
        Assert.NotNull(receipt);
        Assert.Null(await world.Lists.FindAsync(request.List, default));
        Assert.Empty(world.Deletions.Promises);
    }

    [Fact]
    public async Task Run_CampaignLongClosed_RemovesTheRowsOfItsDoctors()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = await world.ReadyAsync();
        await world.EndAsync();
        DateTimeOffset closed = world.Time.GetUtcNow();

        world.Time.SetUtcNow(closed.AddDays(30).AddTicks(-1));
        await world.Enforce.RunAsync(world.Hub, default);
        DoctorRequests? before = (await world.Requests.FindDoctorAsync(request.Campaign, request.Practitioner, default))?.Value;
        world.Time.SetUtcNow(closed.AddDays(30));
        EnforcementResult result = await world.Enforce.RunAsync(world.Hub, default);

        Assert.True(before is { Active: null, KeyThumbprint: "" });
        Assert.Equal(1, result.Duties["DoctorRows"].Removed);
        Assert.Null(await world.Requests.FindDoctorAsync(request.Campaign, request.Practitioner, default));
    }

    /// <summary>Nothing of key and comment stays beside what answers 410.</summary>
    [Fact]
    public async Task Destroy_List_LeavesNoKeyCommentOrLinkInRequestOrRecord()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = (await world.Request.RunAsync(world.Campaign.Id.Value, ListsWorld.Doctor(), world.Body(comment: "A comment"), default)).Value!;
        await world.Build.RunAsync(request.Id, default);
        Assert.NotEqual("", request.SealedComment);

        await world.Destroy.RunAsync(request, EndReason.Deleted, "system", default);

        Assert.True(await world.Requests.FindAsync(request.Id, default) is { DeliveryKey: "", SealedComment: "" });
        Assert.True(await RecordAsync(world, request) is { LinkJwe: "", Sha256: "", BlobName: "" });
    }

    [Fact]
    [Trait("threat", "31")]
    public async Task Run_RequestThatNothingWasBuiltFor_IsEndedAtItsTimeToo()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = await world.AskAsync();
        world.Time.SetUtcNow(request.NotAfter);

        await world.Enforce.RunAsync(world.Hub, default);

        Assert.True(await world.Requests.FindAsync(request.Id, default) is { DeliveryKey: "", SealedComment: "" });
        Assert.Equal(ListState.Destroyed, (await RecordAsync(world, request)).State);
    }

    [Fact]
    [Trait("threat", "38")]
    public async Task Run_OpeningCountedAfterTheShareWent_LeavesNoneOfItBesideTheReceipt()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = await world.ReadyAsync();
        world.Blobs.InTheWay = Obstacle.BlobHeld;
        await world.Destroy.RunAsync(request, EndReason.Expired, "system", default);
        await world.Lists.TryTakeOpeningAsync(request.List, 5, default);
        world.Blobs.InTheWay = null;

        await world.Destroy.RunAsync(request, EndReason.Expired, "system", default);

        Assert.NotNull(DeletionReceipt.Of(await RecordAsync(world, request)));
        Assert.False(await world.Lists.HasSecretsAsync(request.List, default));
    }

    /// <summary>The doctor's row holds key and comment before the request has a row of its own.</summary>
    [Fact]
    [Trait("threat", "31")]
    [Trait("threat", "32")]
    public async Task Run_RequestKilledAfterAnyStep_LeavesNoKeyAndCommentInTheDoctorsRow()
    {
        for (int step = 1; step <= 12; step++)
        {
            using ListsWorld world = await ListsWorld.CreateAsync();
            world.Restart();
            world.Faults.KillAfter(step);
            _ = await Record.ExceptionAsync(() => world.AskAsync());
            world.Restart();
            world.Time.SetUtcNow(world.Campaign.EndsAt);

            await world.Enforce.RunAsync(world.Hub, default);

            DoctorRequests? doctor = (await world.Requests.FindDoctorAsync(
                world.Campaign.Id, world.RefOf(ListsWorld.Doctor().Practitioner!.Value), default))?.Value;
            Assert.True(doctor is null or { Active: null, KeyThumbprint: "" }, $"step {step}");
        }
    }

    [Fact]
    public async Task Run_CiphertextGoneOfAListThatIsReady_DestroysTheListAndGivesTheRequestBack()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = await world.ReadyAsync();
        await world.Blobs.DestroyAsync(world.Blobs.Contents.Keys.Single(), default);

        int removed = 0;
        for (int run = 0; run < 16; run++)
        {
            removed += (await world.Enforce.RunAsync(world.Hub, default)).Duties["Records"].Removed;
        }

        ListRecord record = await RecordAsync(world, request);
        Assert.Equal(1, removed);
        Assert.Equal((ListState.Destroyed, EndReason.CiphertextLost), (record.State, record.End));
        Assert.Null(await world.Lists.FindShareAsync(request.List, default));
        Assert.True((await world.Requests.FindDoctorAsync(request.Campaign, request.Practitioner, default))?.Value is { Active: null, Count: 0 });
    }

    [Fact]
    [Trait("threat", "50")]
    public async Task Run_CiphertextGoneAndTrailDamaged_MarksTheListAndGoesOn()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest damaged = await world.ReadyAsync();
        world.Audit.Lines[AuditStream.ForList(damaged.List)][^1] = "{}"u8.ToArray();
        await world.Blobs.DestroyAsync(world.Blobs.Contents.Keys.Single(), default);
        var marks = new ListMarks(world.Lists, world.Audit, null!, world.Time);
        var sweep = new RecordSweep(world.Lists, world.Blobs, world.Requests, world.Deletions, world.Destroy, marks);

        int waiting = 0;
        for (int run = 0; run < 16; run++)
        {
            waiting += (await sweep.RunAsync(world.Time.GetUtcNow(), default)).Waiting;
        }

        Assert.Equal(1, waiting);
        Assert.Equal(Obstacle.Unforeseen, (await RecordAsync(world, damaged)).Obstacle?.Code);
    }

    [Fact]
    public async Task Run_PromiseLost_IsFoundLateAndKept()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = await world.ReadyAsync();
        foreach (PromisedDeletion promise in world.Deletions.Promises)
        {
            await world.Deletions.RemoveAsync(promise, default);
        }

        world.Time.SetUtcNow(request.NotAfter + RecordSweep.PromiseLostAfter);
        int late = 0;
        for (int run = 0; run < 17; run++)
        {
            world.Time.Advance(Rhythm);
            late += (await world.Enforce.RunAsync(world.Hub, default)).Late;
        }

        Assert.Equal(1, late);
        Assert.Equal(ListState.Destroyed, (await RecordAsync(world, request)).State);
    }

    [Fact]
    [Trait("threat", "35")]
    public async Task Run_FinishedHistoriesThatNoPromiseSpeaksOf_ArePurged()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest over = await world.ReadyAsync();
        ListRequest living = await world.ReadyAsync(doctor: 1);
        await world.Delete.RunAsync(over.List.Value, ListsWorld.Doctor(), default);
        foreach (PromisedDeletion promise in world.Deletions.Promises.Where(promise => promise.List == over.List))
        {
            await world.Deletions.RemoveAsync(promise, default);
        }

        ListRequestId unknown = ListRequestId.Create();
        world.Hub.Finished[over.Id] = world.Hub.Finished[living.Id] = world.Hub.Finished[unknown] = true;
        for (int run = 0; run < 16; run++)
        {
            await world.Enforce.RunAsync(world.Hub, default);
        }

        Assert.Equal([living.Id], world.Hub.Finished.Keys);
        Assert.NotNull((await RecordAsync(world, over)).HistoryPurgedAt);
    }

    [Fact]
    public async Task Run_OneDutyFails_RunsTheOthersAndFailsLoudly()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        var counted = new Duty("Counted", () => new DutyOutcome(2, 1, 3));
        world.Duties.AddRange([
            new Duty("Broken", () => throw new InvalidOperationException("broken")), new Duty("Slow", () => throw new TaskCanceledException("slow")), new Duty("Down", () => throw new TransientDependencyException("down")), counted]);
        world.Restart();

        EnforcementResult result = await world.Enforce.RunAsync(world.Hub, default);

        Assert.Throws<AggregateException>(result.ThrowIfFailed);
        Assert.Equal((2, 1, 4), (result.Removed, result.Late, result.Waiting));

        AuditEntry run = EventsOf(world, AuditStream.ForDeletion(world.Time.GetUtcNow()))[^1];
        Assert.Equal(("Failed", "2", "1", "4"), (run.Data["outcome"], run.Data["removed"], run.Data["late"], run.Data["waiting"]));
    }

    [Fact]
    [Trait("threat", "32")]
    public async Task Run_KilledAfterEveryStep_IsFinishedByTheNext()
    {
        using ListsWorld measured = await ListsWorld.CreateAsync();
        ListRequest counted = await measured.ReadyAsync();
        measured.Time.SetUtcNow(counted.NotAfter);
        measured.Restart();
        await measured.Enforce.RunAsync(measured.Hub, default);
        Assert.InRange(measured.Faults.Steps, 15, 60);
        for (int step = 1; step < measured.Faults.Steps; step++)
        {
            using ListsWorld world = await ListsWorld.CreateAsync();
            ListRequest request = await world.ReadyAsync();
            world.Time.SetUtcNow(request.NotAfter);
            world.Restart();
            world.Faults.KillAfter(step);
            await Assert.ThrowsAnyAsync<Exception>(() => world.Enforce.RunAsync(world.Hub, default));
            world.Restart();
            world.Time.Advance(Rhythm);

            await world.Enforce.RunAsync(world.Hub, default);

            ListRecord record = await RecordAsync(world, request);
            Assert.True(record is { State: ListState.Destroyed, HistoryPurgedAt: not null, Receipt: not null }, $"step {step}");
            Assert.Empty(world.Blobs.Contents);
            Assert.Null(await world.Lists.FindShareAsync(request.List, default));
            Assert.All(world.Deletions.Promises, promise => Assert.True(promise.DueAt > world.Time.GetUtcNow(), $"step {step}"));
        }
    }

    private static async Task<ListRecord> RecordAsync(ListsWorld world, ListRequest request) => (await world.Lists.FindAsync(request.List, default))!.Value;

    private static AuditEntry[] EventsOf(ListsWorld world, AuditStream stream) =>
        [.. world.Audit.Entries.Where(entry => entry.Stream == stream).Select(entry => entry.Entry)];

    /// <summary>Every purge takes as long as a run may, and one list's never ends.</summary>
    private sealed class SlowHub(ListsWorld world, ListRequestId stuck) : IListOrchestrations
    {
        public Task StartAsync(ListRequestId request, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task WakeAsync(ListRequestId request, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<PurgeOutcome> PurgeAsync(ListRequestId request, CancellationToken cancellationToken)
        {
            world.Time.Advance(world.Policy.Budget);
            return Task.FromResult(request == stuck ? PurgeOutcome.Running : PurgeOutcome.Gone);
        }

        public IAsyncEnumerable<ListRequestId> FinishedAsync(string prefix, CancellationToken cancellationToken) => AsyncEnumerable.Empty<ListRequestId>();
    }

    private sealed class Duty(string name, Func<DutyOutcome> run) : IDeletionDuty
    {
        public string Name => name;

        public async Task<DutyOutcome> RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            return run();
        }
    }
}
