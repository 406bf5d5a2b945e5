using System.Text.Json;
using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Register;
using Outreach.Testing.Contacts;
using Outreach.Testing.Faults;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Core.Tests.Contacts;

public sealed class ObjectionTests : IAsyncLifetime
{
    private ObjectionsWorld _world = null!;

    private ContactAct Act { get; } = ContactAct.For(new Core.Access.PractitionerRef("doctor"), Core.Lists.ListId.Create());

    public async Task InitializeAsync() => _world = await ObjectionsWorld.CreateAsync();

    public Task DisposeAsync()
    {
        _world.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    [Trait("threat", "55")]
    public async Task Object_BeforeAList_IsNotGranted_AndAfterItIsMarked()
    {
        await _world.Object.RunAsync(_world.Link(0), default);
        IReadOnlySet<PatientRef> granted = await _world.Ledger.ClaimAsync(_world.Book, Act, [_world.RefOf(0), _world.RefOf(1)], default);

        await _world.Object.RunAsync(_world.Link(1), default);

        Assert.Equal([_world.RefOf(1)], granted);
        Assert.Equal([_world.RefOf(1)], (await _world.Ledger.ReadMarksAsync(_world.Book, Act, default)).Select(mark => mark.Person));
    }

    /// <summary>The list reads, the person objects, the list claims; whoever is first in the ledger, nobody who objected is shown.</summary>
    [Fact]
    [Trait("threat", "55")]
    public async Task Object_WhileAListClaims_IsNeverShown()
    {
        for (int i = 0; i < 50; i++)
        {
            using ObjectionsWorld world = await ObjectionsWorld.CreateAsync();
            Task<IReadOnlySet<PatientRef>> claim = Task.Run(() => world.Ledger.ClaimAsync(world.Book, Act, [world.RefOf(0)], default));
            Task objection = Task.Run(() => world.Object.RunAsync(world.Link(), default));
            await Task.WhenAll(claim, objection);

            bool marked = (await world.Ledger.ReadMarksAsync(world.Book, Act, default)).Count == 1;

            Assert.True((await claim).Count == 0 || marked);
        }
    }

    /// <summary>An agent's call that the trail did not take, finished by the person: the person did not record it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Record_InterruptedAtTheTrailAndFinishedByThePerson_IsNotSaidToBeThePersons(bool withdrawn)
    {
        _world.Audit.Fails = true;
        await Assert.ThrowsAsync<TransientDependencyException>(() => _world.Record.RunAsync("autumn-2026", ObjectionsWorld.Agent(), _world.Body(), default));
        _world.Audit.Fails = false;

        Assert.True(withdrawn ? (await _world.Withdraw.RunAsync(_world.Link(), default)).Succeeded : (await _world.Object.RunAsync(_world.Link(), default)).Succeeded);

        AuditEntry entry = _world.Audit.Entries.Select(stored => stored.Entry).First(stored => stored.Type == "contacts.objected");
        Assert.Equal(("system", "Agent"), (entry.Actor, entry.Data["origin"]));
    }

    [Fact]
    public async Task Object_Twice_IsTheSameReceiptWithoutAPerson()
    {
        ObjectionReceipt first = (await _world.Object.RunAsync(_world.Link(), default)).Value!;
        _world.Time.Advance(TimeSpan.FromDays(1));
        ObjectionReceipt again = (await _world.Object.RunAsync(_world.Link(), default)).Value!;
        ObjectionReceipt byAgent = (await _world.Record.RunAsync("autumn-2026", ObjectionsWorld.Agent(), _world.Body(), default)).Value!;

        Assert.Equal(first, again);
        Assert.Equal(first, byAgent);
        (AuditStream stream, AuditEntry entry) = Assert.Single(_world.Audit.Entries);
        Assert.Equal(($"objections/autumn-2026/{first.Receipt}", "contacts.objected", "person", "Person"), (stream.Value, entry.Type, entry.Actor, entry.Data["origin"]));
        Assert.Equal((1, entry.Hash), (first.AuditSequence, first.AuditHash));
    }

    [Fact]
    [Trait("threat", "52")]
    public async Task Object_TrailFails_HoldsWithoutAReceipt_AndIsFinishedLater()
    {
        _world.Audit.Fails = true;
        await Assert.ThrowsAsync<TransientDependencyException>(() => _world.Object.RunAsync(_world.Link(), default));

        Assert.Empty(await _world.Ledger.ClaimAsync(_world.Book, Act, [_world.RefOf(0)], default));
        _world.Audit.Fails = false;
        ObjectionReceipt receipt = (await _world.Object.RunAsync(_world.Link(), default)).Value!;

        Assert.Equal((await _world.Ledger.FindAsync(_world.Book, _world.RefOf(0), default)).Objection!.Receipt, receipt.Receipt);
        Assert.Single(_world.Audit.Entries);
    }

    [Fact]
    [Trait("threat", "52")]
    public async Task Withdraw_TrailFails_ObjectionStaysInForce()
    {
        await _world.Object.RunAsync(_world.Link(), default);
        _world.Audit.Fails = true;

        await Assert.ThrowsAsync<TransientDependencyException>(() => _world.Withdraw.RunAsync(_world.Link(), default));

        Assert.Empty(await _world.Ledger.ClaimAsync(_world.Book, Act, [_world.RefOf(0)], default));
    }

    /// <summary>Killed after every step, and run again: one objection, one event of each kind, in their order.</summary>
    [Fact]
    [Trait("threat", "33")]
    public async Task ObjectThenWithdraw_KilledAtEachStep_IsFinishedByTheNextCall()
    {
        for (int step = 1; ; step++)
        {
            using ObjectionsWorld world = await ObjectionsWorld.CreateAsync();
            world.Faults.KillAfter(step);
            bool killed = await IsKilledAsync(() => world.Object.RunAsync(world.Link(), default))
                || await IsKilledAsync(() => world.Withdraw.RunAsync(world.Link(), default));
            world.Restart();

            bool withdrawn = world.Audit.Entries.Any(entry => entry.Entry.Type == "contacts.objection-withdrawn");
            if (!withdrawn)
            {
                await world.Object.RunAsync(world.Link(), default);
            }

            await world.Withdraw.RunAsync(world.Link(), default);
            Assert.Equal(["contacts.objected", "contacts.objection-withdrawn"], world.Audit.Entries.Select(entry => entry.Entry.Type));
            Assert.Null((await world.Ledger.FindAsync(world.Book, world.RefOf(0), default)).Objection);
            if (!killed)
            {
                Assert.InRange(step, 10, 40);
                return;
            }
        }
    }

    [Fact]
    public async Task Withdraw_AnAgentsObjection_FreesThePersonAndAgainSaysThatNoneIsInForce()
    {
        await _world.Record.RunAsync("autumn-2026", ObjectionsWorld.Agent(), _world.Body(), default);
        ObjectionWithdrawal withdrawn = (await _world.Withdraw.RunAsync(_world.Link(), default)).Value!;
        ObjectionWithdrawal again = (await _world.Withdraw.RunAsync(_world.Link(), default)).Value!;
        ObjectionReceipt anew = (await _world.Object.RunAsync(_world.Link(), default)).Value!;

        Assert.Equal(("Withdrawn", 2), (withdrawn.Receipt!.State, withdrawn.Receipt.AuditSequence));
        Assert.Null(again.Receipt);
        Assert.NotEqual(withdrawn.Receipt.Receipt, anew.Receipt);
    }

    /// <summary>The withdrawal is of one objection: what the person did meanwhile stays.</summary>
    [Fact]
    public async Task Withdraw_WhileThePersonObjectsAnew_LeavesTheNewObjection()
    {
        await _world.Object.RunAsync(_world.Link(), default);
        _world.Restart();
        ObjectHandler other = _world.Object;
        bool done = false;
        // After the campaign, the generation and the row were read.
        _world.Faults.Meanwhile(3, async () =>
        {
            done = true;
            await _world.Ledger.ApplyAsync(_world.Book, _world.RefOf(0), new ContactEvent.ObjectionWithdrawn(), default);
            await other.RunAsync(_world.Link(), default);
        });

        await _world.Withdraw.RunAsync(_world.Link(), default);

        Assert.True(done);
        Assert.NotNull((await _world.Ledger.FindAsync(_world.Book, _world.RefOf(0), default)).Objection);
    }

    [Fact]
    [Trait("threat", "17")]
    [Trait("threat", "18")]
    public async Task Object_WrongForeignOrMadeUpLink_IsOneAnswerAfterTheSameReads()
    {
        string good = _world.Link().Token!;
        string foreign = ContactLink.Create(_world.Book with { Secret = SamplePeople.Secret }, _world.RefOf(0));
        string otherCampaign = ContactLink.Create(_world.Book with { Campaign = CampaignId.Parse("no-campaign-here") }, _world.RefOf(0));
        string damaged = good[..^1] + (good[^1] == 'A' ? 'Q' : 'A');
        foreach (string? token in new[] { null, "", "x", "a.b.c", foreign, otherCampaign, damaged })
        {
            int before = _world.Faults.Steps;

            Result<ObjectionReceipt> answer = await _world.Object.RunAsync(new LinkBody(token), default);

            Assert.Same(ObjectionFailures.LinkInvalid, answer.Failure);
            Assert.Equal(1, _world.Faults.Steps - before);
        }

        Assert.Empty(_world.Audit.Entries);
    }

    [Fact]
    public async Task Object_CampaignOver_SaysSoWhosoeverAsks()
    {
        LinkBody link = _world.Link();
        string forged = ContactLink.Create(_world.Book with { Secret = SamplePeople.Secret }, _world.RefOf(0));
        await _world.ReplaceCampaignAsync(campaign => campaign with { State = CampaignState.Closed, WrappedSecret = [] });

        Assert.Same(ObjectionFailures.CampaignOver, (await _world.Object.RunAsync(link, default)).Failure);
        Assert.Same(ObjectionFailures.CampaignOver, (await _world.Withdraw.RunAsync(link, default)).Failure);
        Assert.Same(ObjectionFailures.CampaignOver, (await _world.Read.RunAsync(new LinkBody(forged), default)).Failure);
        Assert.Same(ObjectionFailures.CampaignNotOpen, (await _world.Record.RunAsync("autumn-2026", ObjectionsWorld.Agent(), _world.Body(), default)).Failure);
        Assert.Same(ObjectionFailures.CampaignNotOpen, (await _world.Record.RunAsync("unknown", ObjectionsWorld.Agent(), _world.Body(), default)).Failure);
    }

    /// <summary>The key may be enabled again, and then lists and waves go on: nobody who wants to object is told that there is nothing to do.</summary>
    [Fact]
    [Trait("threat", "44")]
    public async Task Object_KeyOfTheOpenCampaignIsNotUsable_AsksToTryAgain()
    {
        LinkBody link = _world.Link();
        await _world.DisableKeyAsync();

        await Assert.ThrowsAsync<TransientDependencyException>(() => _world.Object.RunAsync(link, default));
    }

    [Fact]
    public async Task Object_AtTheCampaignsEnd_IsOver_AndATickBeforeHolds()
    {
        _world.Time.SetUtcNow(_world.Campaign.EndsAt.AddTicks(-1));
        Assert.True((await _world.Object.RunAsync(_world.Link(), default)).Succeeded);

        _world.Time.SetUtcNow(_world.Campaign.EndsAt);
        Assert.Same(ObjectionFailures.CampaignOver, (await _world.Object.RunAsync(_world.Link(), default)).Failure);
    }

    [Fact]
    [Trait("threat", "19")]
    [Trait("threat", "53")]
    public async Task Everything_Written_HoldsNeitherPersonNorLink()
    {
        LinkBody link = _world.Link();
        await _world.Object.RunAsync(link, default);
        await _world.Withdraw.RunAsync(link, default);
        await _world.Record.RunAsync("autumn-2026", ObjectionsWorld.Agent(), _world.Body(1), default);

        string trail = JsonSerializer.Serialize(_world.Audit.Entries.Select(entry => new { entry.Stream, entry.Entry }));
        Assert.All(
            new[] { link.Token!, _world.RefOf(0).Value, _world.RefOf(1).Value, _world.Body(1).Number!, "1957-03-12" },
            canary => Assert.DoesNotContain(canary, trail, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("Insurer:", trail, StringComparison.Ordinal);
    }

    private static async Task<bool> IsKilledAsync(Func<Task> work)
    {
        try
        {
            await work();
            return false;
        }
        catch (KilledException)
        {
            return true;
        }
    }
}
