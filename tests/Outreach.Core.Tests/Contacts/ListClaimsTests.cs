using Outreach.Core.Access;
using Outreach.Core.Audit;
using Outreach.Core.Contacts;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;
using Outreach.Core.Register;
using Outreach.Core.Tests.Lists;
using Outreach.Testing.Faults;
using Xunit;

namespace Outreach.Core.Tests.Contacts;

/// <summary>Lists and the contact ledger: who is claimed, who is left out, and what becomes of claims when a list is over.</summary>
public sealed class ListClaimsTests
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromMinutes(5);

    [Fact]
    [Trait("threat", "54")]
    [Trait("threat", "55")]
    public async Task Build_SomeAreHeldAndSomeNotToBeContacted_LeavesThemOutAndCountsTheHeldAlone()
    {
        using ListsWorld world = await ListsWorld.CreateAsync(joint: 0.5);
        IReadOnlyList<RegisterEntry> own = await EligibleAsync(world, doctor: 1);
        await world.ReadyAsync();
        PatientRef free = (await FreeAsync(world, own))[0];
        await world.Contacts.ApplyAsync(Book(world), free, Objection(), default);

        ListRequest request = await world.ReadyAsync(doctor: 1);

        Manifest manifest = await world.ManifestAsync(request, doctor: 1);
        Opening opening = (await world.Open.RunAsync(manifest.ListId, ListsWorld.Doctor(1), default)).Value!;
        AuditEntry entry = world.Audit.Entries.Single(said => said.Stream == AuditStream.ForList(request.List) && said.Entry.Type == "lists.sealed").Entry;
        Assert.True(manifest.LeftOut > 1 && manifest.Rows > 0, "the doctors share some people and not all");
        Assert.Equal(own.Count - 1, manifest.Rows + manifest.LeftOut);
        Assert.Equal(manifest.LeftOut, opening.LeftOut);
        Assert.Equal(manifest.LeftOut.ToString(System.Globalization.CultureInfo.InvariantCulture), entry.Data["leftOut"]);
        Assert.Empty((await HeldAsync(world, request)).Intersect(await HeldByAsync(world, doctor: 0)));
    }

    /// <summary>Whatever a kill leaves of a list that is then destroyed unopened, its people are free: a joint doctor is granted all of them.</summary>
    [Fact]
    [Trait("threat", "31")]
    public async Task Build_KilledAfterEveryStepAndDestroyed_LeavesNobodyClaimed()
    {
        int steps = await ListLifecycleTests.StepsOfBuildAsync();
        for (int step = 1; step <= steps; step++)
        {
            using ListsWorld world = await ListsWorld.CreateAsync(joint: 1);
            ListRequest request = await world.AskAsync();
            world.Restart();
            world.Faults.KillAfter(step);
            await Assert.ThrowsAsync<KilledException>(() => world.Build.RunAsync(request.Id, default));
            world.Restart();

            await world.Destroy.RunAsync(request, EndReason.Deleted, "system", default);
            await EnforceAsync(world);

            Assert.True((await HeldAsync(world, request)).Count == 0, $"somebody is claimed after step {step}");
            Assert.DoesNotContain(ActOf(request), world.Contacts.Acts);
            ListRequest joint = await world.ReadyAsync(doctor: 1);
            Assert.Equal(0, (await world.ManifestAsync(joint, doctor: 1)).LeftOut);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("threat", "32")]
    public async Task Destroy_KilledAfterEveryStep_ReleasesEverybodyOrNobody(bool opened)
    {
        int all = 0;
        for (int step = 1; step == 1 || step <= all; step++)
        {
            using ListsWorld world = await ListsWorld.CreateAsync();
            ListRequest request = await ListAsync(world, opened);
            int claimed = (await HeldAsync(world, request)).Count;
            world.Restart();
            if (step == 1)
            {
                all = await StepsOfDestroyAsync(opened);
            }

            world.Faults.KillAfter(step);
            await Assert.ThrowsAsync<KilledException>(() => world.Destroy.RunAsync(request, EndReason.Deleted, "system", default));
            world.Restart();

            await EnforceAsync(world);

            bool begun = (await world.Lists.FindAsync(request.List, default))!.Value.IsOver;
            int held = (await HeldAsync(world, request)).Count;
            Assert.True(held == (begun && !opened ? 0 : claimed), $"step {step}: {held} of {claimed} are held");
            Assert.True(begun != world.Contacts.Acts.Contains(ActOf(request)), $"step {step}: what the ledger keeps about the list");
        }
    }

    /// <summary>The timer too may be killed anywhere, between the purge of a history and its mark as well.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("threat", "32")]
    public async Task Enforce_KilledAfterEveryStep_ReleasesEverybodyOrNobodyAndForgets(bool opened)
    {
        for (int step = 1, killed = 1; killed > 0; step++)
        {
            using ListsWorld world = await ListsWorld.CreateAsync();
            ListRequest request = await ListAsync(world, opened);
            int claimed = (await HeldAsync(world, request)).Count;
            world.Time.SetUtcNow(request.NotAfter);
            world.Restart();
            world.Faults.KillAfter(step);
            try
            {
                killed = (await world.Enforce.RunAsync(world.Hub, default)).Failures.Count;
            }
            catch (KilledException)
            {
                killed = 1;
            }

            world.Restart();
            await EnforceAsync(world);

            int held = (await HeldAsync(world, request)).Count;
            Assert.True(held == (opened ? claimed : 0), $"step {step}: {held} of {claimed} are held");
            Assert.True(!world.Contacts.Acts.Contains(ActOf(request)), $"step {step}: the ledger keeps something about the list");
            Assert.InRange(step, 1, 100);
        }
    }

    /// <summary>A build that was forgotten between any two steps, while its list was destroyed and its history purged, keeps nobody.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("threat", "31")]
    [Trait("threat", "33")]
    public async Task Build_ListDestroyedBetweenAnyTwoSteps_KeepsNobody(bool purged)
    {
        int steps = await ListLifecycleTests.StepsOfBuildAsync();
        for (int step = 1; step < steps; step++)
        {
            using ListsWorld world = await ListsWorld.CreateAsync();
            ListRequest request = await world.AskAsync();
            world.Restart();
            world.Faults.Meanwhile(step, async () =>
            {
                await world.Destroy.RunAsync(request, EndReason.Deleted, "system", default);
                if (purged)
                {
                    await EnforceAsync(world);
                }
            });

            BuildListResult built = await world.Build.RunAsync(request.Id, default);
            if (!purged)
            {
                await EnforceAsync(world);
            }

            Assert.Equal(BuildOutcome.Over, built.Outcome);
            Assert.True((await HeldAsync(world, request)).Count == 0, $"somebody is claimed after step {step}");
            Assert.True(!world.Contacts.Acts.Contains(ActOf(request)), $"step {step}: the ledger keeps something about the list");
        }
    }

    [Fact]
    [Trait("threat", "33")]
    public async Task Claims_EveryActivityRunTwice_IsTheSameAsOnce()
    {
        using ListsWorld world = await ListsWorld.CreateAsync(joint: 0.5);
        ListRequest request = await world.ReadyAsync();
        HashSet<PatientRef> held = await HeldAsync(world, request);
        await world.Build.RunAsync(request.Id, default);

        Assert.Equal(held, await HeldAsync(world, request));
        await world.Destroy.RunAsync(request, EndReason.Deleted, "system", default);
        ListRequest joint = await world.ReadyAsync(doctor: 1);
        HashSet<PatientRef> joined = await HeldAsync(world, joint);
        await world.Destroy.RunAsync(request, EndReason.Deleted, "system", default);
        await EnforceAsync(world);

        Assert.Empty(await HeldAsync(world, request));
        Assert.Equal(joined, await HeldAsync(world, joint));
        Assert.True(joined.Overlaps(held), "who was released is granted to a joint doctor");
    }

    /// <summary>Bytes first: neither ledger nor vault may keep a share or a ciphertext. The doctor has the receipt at once.</summary>
    [Theory]
    [InlineData("ledger")]
    [InlineData("vault")]
    [InlineData("key")]
    [Trait("threat", "32")]
    [Trait("threat", "48")]
    public async Task Delete_SomethingDoesNotAnswer_DestroysAtOnceAndReleasesLater(string silent)
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = await world.ReadyAsync();
        world.Restart();
        world.Contacts.Fails = silent == "ledger";
        world.Keys.Fails = silent == "vault";
        if (silent == "key")
        {
            await world.Keys.DisableAsync(world.Campaign.Id, default);
        }

        DeletedList? deleted = (await world.Delete.RunAsync(request.List.Value, ListsWorld.Doctor(), default)).Value;
        (int blobs, byte[]? share) = (world.Blobs.Contents.Count, await world.Lists.FindShareAsync(request.List, default));
        await EnforceAsync(world);
        ObstacleFound? met = (await world.Lists.FindAsync(request.List, default))!.Value.Obstacle;
        (world.Contacts.Fails, world.Keys.Fails) = (false, false);
        if (silent == "key")
        {
            world.Time.SetUtcNow(world.Campaign.EndsAt);
        }

        await EnforceAsync(world);

        Assert.NotNull(deleted);
        Assert.Equal((0, null), (blobs, share));
        Assert.Equal(Obstacle.ClaimsStillThere, met?.Code);
        Assert.DoesNotContain(ActOf(request), world.Contacts.Acts);
        Assert.Equal(silent == "key", (await HeldAsync(world, request)).Count > 0);
        Assert.True((await world.Lists.FindAsync(request.List, default))!.Value is { HistoryPurgedAt: not null, Obstacle: null });
    }

    [Fact]
    [Trait("threat", "38")]
    public async Task Enforce_CampaignClosed_ForgetsWithoutItsSecret()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = await world.ReadyAsync();
        await world.EndAsync();

        await EnforceAsync(world);

        Assert.DoesNotContain(ActOf(request), world.Contacts.Acts);
        Assert.NotNull((await world.Lists.FindAsync(request.List, default))!.Value.HistoryPurgedAt);
    }

    private static async Task<ListRequest> ListAsync(ListsWorld world, bool opened)
    {
        ListRequest request = await world.ReadyAsync();
        if (opened)
        {
            await world.Open.RunAsync(request.List.Value, ListsWorld.Doctor(), default);
        }

        return request;
    }

    private static async Task<int> StepsOfDestroyAsync(bool opened)
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = await ListAsync(world, opened);
        world.Restart();
        await world.Destroy.RunAsync(request, EndReason.Deleted, "system", default);
        Assert.InRange(world.Faults.Steps, 5, 100);
        return world.Faults.Steps;
    }

    private static async Task EnforceAsync(ListsWorld world)
    {
        for (int run = 0; run < 3; run++)
        {
            world.Time.Advance(Rhythm);
            await world.Enforce.RunAsync(world.Hub, default);
        }
    }

    private static ContactAct ActOf(ListRequest request) => ContactAct.For(request.Practitioner, request.List);

    private static ContactBook Book(ListsWorld world) => new(world.Campaign.Id, world.Secret, Cap: 1, Generation: 1);

    private static ContactEvent Objection() =>
        new ContactEvent.Objected(new Objection(RandomId.Create(), DateTimeOffset.UnixEpoch, ObjectionOrigin.Person));

    /// <summary>People whom a list holds, and whom nobody else holds beside it.</summary>
    private static async Task<HashSet<PatientRef>> HeldAsync(ListsWorld world, ListRequest request)
    {
        HashSet<PatientRef> held = [];
        foreach (RegisterEntry entry in (RegisterEntry[])[.. await EligibleAsync(world, 0), .. await EligibleAsync(world, 1)])
        {
            Contact contact = await world.Contacts.FindAsync(Book(world), entry.Ref, default);
            Assert.InRange(contact.Solicitations, 0, 1);
            if (contact.ClaimOf(ActOf(request)) is not null)
            {
                held.Add(entry.Ref);
            }
        }

        return held;
    }

    private static async Task<HashSet<PatientRef>> HeldByAsync(ListsWorld world, int doctor)
    {
        string holder = RefOf(world, doctor).Value;
        HashSet<PatientRef> held = [];
        foreach (RegisterEntry entry in await EligibleAsync(world, doctor))
        {
            if ((await world.Contacts.FindAsync(Book(world), entry.Ref, default)).Claims.Any(claim => claim.Act.Holder == holder))
            {
                held.Add(entry.Ref);
            }
        }

        return held;
    }

    private static async Task<PatientRef[]> FreeAsync(ListsWorld world, IEnumerable<RegisterEntry> people)
    {
        List<PatientRef> free = [];
        foreach (RegisterEntry entry in people)
        {
            if ((await world.Contacts.FindAsync(Book(world), entry.Ref, default)).Claims.IsEmpty)
            {
                free.Add(entry.Ref);
            }
        }

        return [.. free];
    }

    private static async Task<IReadOnlyList<RegisterEntry>> EligibleAsync(ListsWorld world, int doctor) =>
        await world.Register.ReadPatientsAsync(world.Campaign.Id, world.Secret, RefOf(world, doctor), default).Where(entry => entry.IsEligible).ToListAsync();

    private static PractitionerRef RefOf(ListsWorld world, int doctor) => world.RefOf(ListsWorld.Doctor(doctor).Practitioner!.Value);
}
