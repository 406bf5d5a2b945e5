using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Access.Habilitations;
using Outreach.Testing.Lists;
using Xunit;

namespace Outreach.Testing.Access;

/// <summary>What every <see cref="IHabilitationStore"/> promises.</summary>
public abstract class HabilitationStoreContract
{
    private readonly string _agent = SampleHabilitation.NewAgent();

    protected abstract Task<IHabilitationStore> CreateAsync();

    [Fact]
    public async Task Find_AfterAdd_IsTheSameToTheTick()
    {
        IHabilitationStore store = await CreateAsync();
        Habilitation added = SampleHabilitation.Of(_agent, HabilitationPurpose.LoadRegister, HabilitationPurpose.Audit) with
        {
            From = Sample.Noon.AddTicks(1),
            Until = Sample.Noon.AddDays(9).AddTicks(3),
        };

        Assert.True(await store.AddAsync(added, default));
        Assert.False(await store.AddAsync(added with { Name = "Somebody else" }, default));

        AssertSame(added, (await store.FindAsync(added.Id, default))!.Value);
        Assert.Null(await store.FindAsync(HabilitationId.Create(_agent), default));
    }

    [Fact]
    [Trait("threat", "27")]
    public async Task Replace_OnTheVersionRead_IsReadAtOnce_AndOnAnotherIsRefused()
    {
        IHabilitationStore store = await CreateAsync();
        Habilitation added = SampleHabilitation.Of(_agent);
        await store.AddAsync(added, default);
        Versioned<Habilitation> read = (await store.FindAsync(added.Id, default))!;
        Habilitation revoked = added with { RevokedAt = Sample.Noon.AddTicks(7), RevokedBy = added.GrantedBy };

        Assert.True(await store.ReplaceAsync(revoked, read.ETag, default));
        Assert.False(await store.ReplaceAsync(added, read.ETag, default));

        AssertSame(revoked, Assert.Single(await store.OfAgentAsync(_agent, default)));
    }

    /// <summary>Ids begin with half of the agent's pseudonym: of two agents with the same half, each has their own.</summary>
    [Fact]
    [Trait("threat", "27")]
    public async Task OfAgent_IsThisAgentsAlone()
    {
        IHabilitationStore store = await CreateAsync();
        Habilitation first = SampleHabilitation.Of(_agent), second = SampleHabilitation.Of(_agent);
        string lookalike = _agent[..^16] + new string('0', 16);
        foreach (Habilitation habilitation in new[] { first, second, SampleHabilitation.Of(lookalike), SampleHabilitation.Of(SampleHabilitation.NewAgent()) })
        {
            await store.AddAsync(habilitation, default);
        }

        Assert.Equal(Ids([first, second]), Ids(await store.OfAgentAsync(_agent, default)));
        Assert.Single(await store.OfAgentAsync(lookalike, default));
        Assert.Empty(await store.OfAgentAsync(SampleHabilitation.NewAgent(), default));
    }

    [Fact]
    public async Task Read_GoesOnAfterAnyId_InOneOrder()
    {
        IHabilitationStore store = await CreateAsync();
        for (int i = 0; i < 5; i++)
        {
            await store.AddAsync(SampleHabilitation.Of(i < 3 ? _agent : SampleHabilitation.NewAgent()), default);
        }

        string[] all = [.. (await store.ReadAsync(after: null, default).ToListAsync()).Select(habilitation => habilitation.Id.Value)];

        Assert.Equal(all.Order(StringComparer.Ordinal), all);
        for (int i = 0; i < all.Length; i++)
        {
            string[] rest = [.. (await store.ReadAsync(HabilitationId.Parse(all[i]), default).ToListAsync()).Select(habilitation => habilitation.Id.Value)];
            Assert.Equal(all[(i + 1)..], rest);
        }
    }

    [Fact]
    public async Task Remove_LeavesNothing_AndMayBeRepeated()
    {
        IHabilitationStore store = await CreateAsync();
        Habilitation added = SampleHabilitation.Of(_agent);
        await store.AddAsync(added, default);

        await store.RemoveAsync(added.Id, default);
        await store.RemoveAsync(added.Id, default);

        Assert.Empty(await store.OfAgentAsync(_agent, default));
    }

    private static IEnumerable<string> Ids(IEnumerable<Habilitation> habilitations) =>
        habilitations.Select(habilitation => habilitation.Id.Value).Order(StringComparer.Ordinal);

    /// <summary>Purposes are a list: records compare it by reference.</summary>
    private static void AssertSame(Habilitation expected, Habilitation actual)
    {
        Assert.Equal(expected.Purposes, actual.Purposes);
        Assert.True(expected == actual with { Purposes = expected.Purposes }, "something else of it changed");
    }
}
