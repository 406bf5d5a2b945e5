using System.Text.Json;
using Outreach.Core.Access;
using Outreach.Core.Contacts;
using Outreach.Core.Lists;
using Outreach.Testing.Contacts;
using Outreach.Testing.Lists;
using Xunit;

namespace Outreach.Core.Tests.Contacts;

public sealed class StatementTests : IAsyncLifetime
{
    private readonly PractitionerRef _doctor = new(Core.RandomId.Create());
    private ObjectionsWorld _world = null!;

    public async Task InitializeAsync() => _world = await ObjectionsWorld.CreateAsync();

    public Task DisposeAsync()
    {
        _world.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Read_PersonOnAListThatWasOpened_TellsDatesAndNobodyElse()
    {
        ListRecord record = await IssueAsync();
        await _world.Object.RunAsync(_world.Link(), default);

        Statement statement = (await _world.Read.RunAsync(_world.Link(), default)).Value!;

        Assert.Equal(new StatedList(Sample.Noon.AddMinutes(30), record.OpenedAt, record.NotAfter, DestroyedAt: null), Assert.Single(statement.Lists));
        Assert.Equal(("Person", _world.Campaign.EndsAt), (statement.Objection!.By, statement.KeptUntil));
        Assert.Empty(statement.Messages);
        string told = JsonSerializer.Serialize(statement);
        Assert.All(
            new[] { _doctor.Value, record.Id.Value, _world.RefOf(0).Value, _world.RefOf(1).Value },
            canary => Assert.DoesNotContain(canary, told, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_WaveThatWasSentAndOneThatWasNot_TellsBoth()
    {
        ContactAct wave = ContactAct.ForWave(Core.RandomId.Create());
        await _world.Ledger.ClaimAsync(_world.Book, wave, [_world.RefOf(0), _world.RefOf(1)], default);
        await _world.Ledger.ApplyAsync(_world.Book, _world.RefOf(0), new ContactEvent.Solicited(wave, 0), default);

        DateTimeOffset now = _world.Time.GetUtcNow();
        Assert.Equal([new StatedMessage(now, now)], (await _world.Read.RunAsync(_world.Link(0), default)).Value!.Messages);
        Assert.Equal([new StatedMessage(now, SentAt: null)], (await _world.Read.RunAsync(_world.Link(1), default)).Value!.Messages);
    }

    /// <summary>What a doctor notes of a person is told to nobody by us (C12).</summary>
    [Fact]
    [Trait("threat", "59")]
    public async Task Read_RowClosedByTheDoctor_IsTheSameByteForByte()
    {
        await IssueAsync();
        byte[] before = JsonSerializer.SerializeToUtf8Bytes((await _world.Read.RunAsync(_world.Link(), default)).Value);
        int reads = _world.Faults.Steps;
        ContactStep closed = await _world.Ledger.ApplyAsync(_world.Book, _world.RefOf(0), new ContactEvent.Closed(_doctor.Value), default);
        Assert.Equal(ContactAnswer.Done, closed.Answer);

        byte[] after = JsonSerializer.SerializeToUtf8Bytes((await _world.Read.RunAsync(_world.Link(), default)).Value);

        Assert.Equal(before, after);
        Assert.Equal(2 * reads, _world.Faults.Steps);
    }

    [Fact]
    [Trait("threat", "17")]
    public async Task Read_PersonOfWhomNothingIsKnown_HasTheSameShapeAndLeavesNothing()
    {
        await IssueAsync();
        await _world.Object.RunAsync(_world.Link(), default);

        JsonElement known = JsonSerializer.SerializeToElement((await _world.Read.RunAsync(_world.Link(0), default)).Value);
        JsonElement unknown = JsonSerializer.SerializeToElement((await _world.Read.RunAsync(_world.Link(4), default)).Value);

        Assert.Equal(known.EnumerateObject().Select(member => member.Name), unknown.EnumerateObject().Select(member => member.Name));
        Assert.Equal(0, unknown.GetProperty("Lists").GetArrayLength());
        Assert.Equal(Contact.Unknown, await _world.Ledger.FindAsync(_world.Book, _world.RefOf(4), default));
        Assert.Single(_world.Audit.Entries);
    }

    [Fact]
    public async Task Read_ListWhoseRecordIsGone_IsToldByItsDateAlone()
    {
        ListRecord record = await IssueAsync();
        await _world.Lists.RemoveAsync(record.Id, default);

        Assert.Equal(new StatedList(Sample.Noon.AddMinutes(30), null, null, null), Assert.Single((await _world.Read.RunAsync(_world.Link(), default)).Value!.Lists));
    }

    private async Task<ListRecord> IssueAsync()
    {
        ListRecord record = Sample.Record(Sample.Request(practitioner: _doctor.Value)) with { State = ListState.Ready, OpenedAt = Sample.Noon.AddHours(1) };
        await _world.Lists.TryPutAsync(record, etag: null, default);
        await _world.Ledger.ClaimAsync(_world.Book, ContactAct.For(_doctor, record.Id), [_world.RefOf(0), _world.RefOf(1)], default);
        return record;
    }
}
