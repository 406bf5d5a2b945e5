using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Batches;
using Outreach.Core.Deletion;
using Outreach.Testing.ComplementaryOutreach;
using Xunit;

namespace Outreach.Core.Tests.ComplementaryOutreach;

/// <summary>Fetched, acknowledged, destroyed in time, and what the trail says of it.</summary>
public sealed class BatchesTests : IDisposable
{
    private readonly BatchesWorld _world = new();

    private string Campaign => _world.Campaign.Id.Value;

    private static string Wave => SampleMessages.Wave.Value;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task List_ABatch_IsItsManifestWithAnAddressOfMinutes()
    {
        await HandOverAsync(2);

        BatchPage page = (await ListAsync()).Value!;

        BatchManifest batch = Assert.Single(page.Batches);
        BatchRecord record = (await RecordAsync())!;
        Assert.Equal(("dept-75-000003-sms-0000", "Sms", 2, record.Sha256, _world.Key.Id), (batch.Part, batch.Channel, batch.Count, batch.Sha256, batch.KeyId));
        Assert.Equal((_world.Time.GetUtcNow().AddMinutes(15), _world.Time.GetUtcNow().AddDays(14)), (batch.UrlNotAfter, batch.KeptUntil));
        Assert.Contains($"expires={_world.Time.GetUtcNow().AddMinutes(15).ToUnixTimeSeconds()}", batch.Url!.Query, StringComparison.Ordinal);
        Assert.Equal((new TimeOnly(8, 0), new TimeOnly(20, 0)), (batch.Hours!.From, batch.Hours.Until));
        Assert.Equal([new DateOnly(2026, 11, 29), new DateOnly(2026, 12, 6)], batch.Hours.NotOn);
        Assert.Null(page.Next);
        Assert.Equal(["outreach.batches-released 1"], await EventsAsync("number"));
    }

    [Fact]
    public async Task List_Letters_HaveNoHours()
    {
        await HandOverAsync(1, OutreachChannel.Letter);

        Assert.Null(Assert.Single((await ListAsync()).Value!.Batches).Hours);
    }

    /// <summary>No entry, no address (threat 52).</summary>
    [Fact]
    [Trait("threat", "52")]
    public async Task List_TrailTakesNothing_GivesNoAddress()
    {
        await HandOverAsync(1);
        _world.Audit.Fails = true;

        await Assert.ThrowsAsync<TransientDependencyException>(ListAsync);
    }

    [Fact]
    public async Task List_MoreThanAPage_GoesOn()
    {
        for (int i = 0; i <= ListBatchesHandler.PageSize; i++)
        {
            await HandOverAsync(1, number: i);
        }

        BatchPage first = (await ListAsync()).Value!;
        BatchPage rest = (await ListAsync(continuation: first.Next)).Value!;

        Assert.Equal((ListBatchesHandler.PageSize, 1), (first.Batches.Count, rest.Batches.Count));
        Assert.Equal("dept-75-000003-sms-0100", rest.Batches[0].Part);
        Assert.Null(rest.Next);
    }

    [Theory]
    [InlineData("nowhere", "0123456789abcdef0123456789abcdef", null, "campaigns.not-found")]
    [InlineData(null, "x", null, "waves.not-found")]
    [InlineData(null, "0123456789abcdef0123456789abcdef", "' or 1 eq 1", "outreach.continuation-invalid")]
    public async Task List_WhatIsNone_IsRefused(string? campaign, string wave, string? continuation, string code) =>
        Assert.Equal(code, (await _world.List().RunAsync(campaign ?? Campaign, wave, continuation, BatchesWorld.Agent, default)).Failure?.Code);

    [Fact]
    [Trait("threat", "16")]
    [Trait("threat", "33")]
    public async Task Acknowledge_Twice_DestroysOnceAndProvesIt()
    {
        await HandOverAsync(2);
        BatchRecord record = (await RecordAsync())!;

        Result<AcknowledgedBatch> first = await AcknowledgeAsync();
        _world.Time.Advance(TimeSpan.FromHours(1));
        Result<AcknowledgedBatch> second = await AcknowledgeAsync();

        Assert.Equal(first.Value, second.Value);
        Assert.Equal(("Acknowledged", record.Sha256), (first.Value!.End, first.Value.Sha256));
        Assert.Empty(_world.Blobs.Contents);
        Assert.Equal([$"outreach.batch-destroyed {record.Sha256}"], await EventsAsync("sha256"));
        BatchManifest manifest = Assert.Single((await ListAsync()).Value!.Batches);
        Assert.Equal((null, "Acknowledged"), (manifest.Url, manifest.End));
    }

    [Fact]
    [Trait("threat", "39")]
    public async Task Acknowledge_SomethingKeepsIt_SaysSoAndGoesOnLater()
    {
        await HandOverAsync(1);
        _world.Blobs.InTheWay = Obstacle.BlobHeld;

        Assert.Equal("outreach.batch-kept", (await AcknowledgeAsync()).Failure?.Code);
        Assert.Empty(await EventsAsync("sha256"));
        _world.Blobs.InTheWay = null;

        Assert.True((await AcknowledgeAsync()).Succeeded);
    }

    /// <summary>Killed between the ciphertext and the proof: the next writes it.</summary>
    [Fact]
    [Trait("threat", "32")]
    public async Task Acknowledge_KilledBeforeTheProof_IsFinishedByTheNext()
    {
        await HandOverAsync(1);
        _world.Audit.Fails = true;
        await Assert.ThrowsAsync<TransientDependencyException>(AcknowledgeAsync);
        _world.Audit.Fails = false;

        await _world.Duty().RunAsync(_world.Time.GetUtcNow().AddDays(14), default);

        Assert.Equal(BatchEnd.Expired, (await RecordAsync())!.End);
        Assert.Single(await EventsAsync("sha256"));
    }

    [Theory]
    [InlineData("dept-75-000003-sms-0001")]
    [InlineData("../../secrets")]
    [InlineData("")]
    public async Task Acknowledge_AnotherPart_IsNotFound(string part)
    {
        await HandOverAsync(1);

        Assert.Equal("outreach.batch-unknown", (await _world.Acknowledge().RunAsync(Campaign, Wave, part, BatchesWorld.Agent, default)).Failure?.Code);
    }

    /// <summary>At the end of its days, and one tick before; what nobody's record names goes with it.</summary>
    [Fact]
    [Trait("threat", "32")]
    public async Task Duty_AtTheEndOfItsDays_DestroysAndProves()
    {
        await HandOverAsync(1);
        await _world.Blobs.UploadAsync(BatchShelf.BlobName(_world.Campaign.Id, SampleMessages.Wave, "dept-75-000003-sms-0009"), new byte[] { 1 }, default);
        DateTimeOffset end = _world.Time.GetUtcNow().AddDays(14);
        _world.Time.SetUtcNow(end);

        DutyOutcome early = await _world.Duty().RunAsync(end.AddTicks(-1), default);
        DutyOutcome due = await _world.Duty().RunAsync(end, default);
        DutyOutcome again = await _world.Duty().RunAsync(end, default);

        Assert.Equal((new DutyOutcome(0, 0, 0), new DutyOutcome(2, 0, 0), new DutyOutcome(0, 0, 0)), (early, due, again));
        Assert.Empty(_world.Blobs.Contents);
        Assert.Equal(BatchEnd.Expired, (await RecordAsync())!.End);
        Assert.Equal(["outreach.batch-destroyed Expired", "outreach.batches-destroyed Orphaned"], await EventsAsync("reason"));
    }

    [Fact]
    public async Task List_AfterItsDays_GivesNoAddressThoughNoTimerRan()
    {
        await HandOverAsync(1);
        _world.Time.Advance(TimeSpan.FromDays(14) - TimeSpan.FromSeconds(1));
        BatchManifest last = Assert.Single((await ListAsync()).Value!.Batches);
        _world.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(last.KeptUntil, last.UrlNotAfter);
        Assert.Null(Assert.Single((await ListAsync()).Value!.Batches).Url);
    }

    [Fact]
    [Trait("threat", "38")]
    public async Task Duty_CampaignOver_DestroysAtOnceAndForgetsOnceItIsClosed()
    {
        await HandOverAsync(1);
        await SetStateAsync(CampaignState.Closing);
        Assert.Null(Assert.Single((await ListAsync()).Value!.Batches).Url);

        Assert.Equal(1, (await _world.Duty().RunAsync(_world.Time.GetUtcNow(), default)).Removed);
        Assert.Equal(BatchEnd.CampaignOver, (await RecordAsync())!.End);
        await SetStateAsync(CampaignState.Closed);
        await _world.Duty().RunAsync(_world.Time.GetUtcNow(), default);

        Assert.Null(await RecordAsync());
    }

    [Fact]
    [Trait("threat", "39")]
    public async Task Duty_SomethingKeepsABatch_WaitsAndIsLateAfterwards()
    {
        await HandOverAsync(1);
        _world.Blobs.InTheWay = Obstacle.BlobLeased;

        DutyOutcome outcome = await _world.Duty().RunAsync(_world.Time.GetUtcNow().AddDays(14).AddMinutes(16), default);

        Assert.Equal(new DutyOutcome(0, 1, 1), outcome);
    }

    /// <summary>Of two workers that put the same part down, the second leaves nothing behind.</summary>
    [Fact]
    [Trait("threat", "56")]
    public async Task Add_SecondOfTwo_TakesItsCiphertextAway()
    {
        await HandOverAsync(1);
        BatchRecord first = (await RecordAsync())!;
        BatchRecord second = first with { Blob = BatchShelf.BlobName(first.Campaign, first.Wave, first.Part) };

        Assert.False(await _world.Shelf.AddAsync(second, new SealedBatch([1], new string('0', 64)), default));

        Assert.Equal([first.Blob], _world.Blobs.Contents.Keys);
    }

    /// <summary>Whoever comes second to itself has put the part down, and must not take its ciphertext for another's.</summary>
    [Fact]
    [Trait("threat", "56")]
    public async Task HandOver_AnswerOfTheRecordLost_KeepsTheCiphertextThatTheRecordNames()
    {
        using BatchesWorld world = new(records: new InMemoryBatchStore { LosesAnswers = true });
        WavePart part = SampleMessages.Part();

        IReadOnlyDictionary<MessageId, HandOverOutcome> outcomes = await world.Channel().HandOverAsync(world.Campaign, part, SampleMessages.Of(part, 2), default);

        Assert.All(outcomes.Values, outcome => Assert.Equal(HandOverOutcome.Taken, outcome));
        BatchRecord batch = (await world.Shelf.FindAsync(world.Campaign.Id, SampleMessages.Wave, part.Name, default))!;
        Assert.Equal([batch.Blob], world.Blobs.Contents.Keys);
    }

    /// <summary>The campaign's end itself is too late, and no address outlives it, though no timer closed it yet.</summary>
    [Fact]
    [Trait("threat", "38")]
    public async Task List_CampaignPastItsEndAndNotClosedYet_GivesNoAddress()
    {
        await HandOverAsync(1);
        DateTimeOffset end = _world.Time.GetUtcNow().AddMinutes(5);
        Versioned<Campaign> found = (await _world.Campaigns.FindAsync(_world.Campaign.Id, default))!;
        await _world.Campaigns.ReplaceAsync(found.Value with { EndsAt = end }, found.ETag, default);

        Assert.Equal(end, Assert.Single((await ListAsync()).Value!.Batches).UrlNotAfter);
        _world.Time.SetUtcNow(end);

        Assert.Null(Assert.Single((await ListAsync()).Value!.Batches).Url);
        Assert.Single(await EventsAsync("number"));
    }

    /// <summary>A run that had its work elsewhere has not looked at a closed campaign, and must not take its records for done.</summary>
    [Fact]
    [Trait("threat", "32")]
    public async Task Duty_MoreThanOneRunsWork_ForgetsNothingThatIsNotDestroyedYet()
    {
        Campaign first = _world.Campaign with { Id = CampaignId.Parse("a" + _world.Campaign.Id.Value[1..]), State = CampaignState.Closing };
        await _world.Campaigns.AddAsync(first, default);
        await HandOverAsync(1);
        BatchRecord batch = (await RecordAsync())!;
        for (int i = 0; i < 1_000; i++)
        {
            await _world.Records.AddAsync(batch with { Campaign = first.Id, Part = $"{batch.Part}-{i}", Blob = $"{first.Id.Value}/{i}" }, default);
        }

        await SetStateAsync(CampaignState.Closed);

        Assert.Equal(1_000, (await _world.Duty().RunAsync(_world.Time.GetUtcNow(), default)).Removed);
        Assert.NotNull(await RecordAsync());
        Assert.Equal(1, (await _world.Duty().RunAsync(_world.Time.GetUtcNow(), default)).Removed);
        Assert.Equal([$"outreach.batch-destroyed {batch.Sha256}"], await EventsAsync("sha256"));
    }

    private Task HandOverAsync(int count, OutreachChannel channel = OutreachChannel.Sms, int number = 0)
    {
        WavePart part = SampleMessages.Part(channel, number);
        return _world.Channel(channel).HandOverAsync(_world.Campaign, part, SampleMessages.Of(part, count), default);
    }

    private Task<Result<BatchPage>> ListAsync() => ListAsync(continuation: null);

    private Task<Result<BatchPage>> ListAsync(string? continuation) => _world.List().RunAsync(Campaign, Wave, continuation, BatchesWorld.Agent, default);

    private Task<Result<AcknowledgedBatch>> AcknowledgeAsync() =>
        _world.Acknowledge().RunAsync(Campaign, Wave, SampleMessages.Part().Name, BatchesWorld.Agent, default);

    private Task<BatchRecord?> RecordAsync() => _world.Shelf.FindAsync(_world.Campaign.Id, SampleMessages.Wave, SampleMessages.Part().Name, default);

    private async Task SetStateAsync(CampaignState state)
    {
        Versioned<Campaign> found = (await _world.Campaigns.FindAsync(_world.Campaign.Id, default))!;
        await _world.Campaigns.ReplaceAsync(found.Value with { State = state }, found.ETag, default);
    }

    /// <summary>Type and one value of each event of the campaign that has it.</summary>
    private async Task<List<string>> EventsAsync(string name)
    {
        List<string> events = [];
        await foreach (AuditEntry entry in _world.Audit.ReadAsync(AuditStream.ForCampaign(_world.Campaign.Id), default))
        {
            if (entry.Data.TryGetValue(name, out string? value))
            {
                events.Add($"{entry.Type} {value}");
            }
        }

        return events;
    }
}
