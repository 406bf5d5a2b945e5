using Outreach.Core.Access;
using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;
using Xunit;

namespace Outreach.Core.Tests.Lists;

public sealed class OpeningTests
{
    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, "lists.gone")]
    [InlineData(1, "lists.gone")]
    [Trait("threat", "12")]
    [Trait("threat", "36")]
    public async Task Open_OneTickEitherSideOfItsEnd_IsRefusedFromTheEndOnWithoutAnyTimer(long ticks, string? code)
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = await world.ReadyAsync();
        world.Time.SetUtcNow(request.NotAfter.AddTicks(ticks));

        Assert.Equal(code, (await world.Open.RunAsync(request.List.Value, ListsWorld.Doctor(), default)).Failure?.Code);
        Assert.Equal(code, (await world.Get.RunAsync(request.Id.Value, ListsWorld.Doctor(), default)).Failure?.Code);
    }

    [Fact]
    [Trait("threat", "17")]
    public async Task Open_MissingForeignMalformedOrExpiredForOthers_IsOneAnswerAfterTheSameReads()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = await world.ReadyAsync();
        ListRequest ended = await world.ReadyAsync(doctor: 1);
        await world.Delete.RunAsync(ended.List.Value, ListsWorld.Doctor(1), default);

        async Task<(Failure?, int)> OpenAsync(string list)
        {
            world.Restart();
            Failure? failure = (await world.Open.RunAsync(list, ListsWorld.Doctor(2), default)).Failure;
            return (failure, world.Faults.Steps);
        }

        (Failure?, int) missing = await OpenAsync(ListId.Create().Value);
        Assert.Equal("lists.not-found", missing.Item1?.Code);
        Assert.Equal(missing, await OpenAsync(request.List.Value));
        Assert.Equal(missing, await OpenAsync(ended.List.Value));
        Assert.Equal(missing, await OpenAsync("not an id"));
        Assert.Equal(missing.Item1, (await world.Get.RunAsync(request.Id.Value, ListsWorld.Doctor(2), default)).Failure);
        Assert.Equal(missing.Item1, (await world.Delete.RunAsync(request.List.Value, ListsWorld.Doctor(2), default)).Failure);
    }

    /// <summary>At whichever step the list is destroyed: what was released was said before the receipt, and no count stays.</summary>
    [Fact]
    [Trait("threat", "38")]
    public async Task Open_AgainWhileTheListIsDestroyedAtAnyStep_ReleasesNothingThatWasNotSaidBeforeTheReceipt()
    {
        using ListsWorld measured = await ListsWorld.CreateAsync();
        ListRequest counted = await measured.ReadyAsync();
        await measured.Open.RunAsync(counted.List.Value, ListsWorld.Doctor(), default);
        measured.Restart();
        await measured.Open.RunAsync(counted.List.Value, ListsWorld.Doctor(), default);
        for (int step = 1; step < measured.Faults.Steps; step++)
        {
            using ListsWorld world = await ListsWorld.CreateAsync();
            ListRequest request = await world.ReadyAsync();
            await world.Open.RunAsync(request.List.Value, ListsWorld.Doctor(), default);
            DestroyListHandler destroy = world.Destroy;
            world.Restart();
            bool destroyed = false;
            world.Faults.Meanwhile(step, async () =>
            {
                if (!destroyed)
                {
                    destroyed = true;
                    await destroy.RunAsync(request, EndReason.Deleted, "system", default);
                }
            });

            Result<Opening> opening = await world.Open.RunAsync(request.List.Value, ListsWorld.Doctor(), default);

            string[] said = [.. world.Audit.Entries.Where(entry => entry.Stream == AuditStream.ForList(request.List)).Select(entry => entry.Entry.Type)];
            Assert.False(await world.Lists.HasSecretsAsync(request.List, default), $"step {step}");
            Assert.True(
                destroyed && (!opening.Succeeded || Array.LastIndexOf(said, "lists.opened") < Array.IndexOf(said, "deletion.list-destroyed")), $"step {step}");
        }
    }

    [Fact]
    [Trait("threat", "21")]
    public async Task Open_InParallelBeyondTheLimit_SucceedsExactlyThatOften()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        await world.ReplaceCampaignAsync(campaign => campaign with { Policy = new CampaignPolicy { OpeningsPerList = 5 } });
        ListRequest request = await world.ReadyAsync();

        Result<Opening>[] openings = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(_ => Task.Run(() => world.Open.RunAsync(request.List.Value, ListsWorld.Doctor(), default))));

        Assert.Equal(5, openings.Count(opening => opening.Succeeded));
        Assert.All(openings.Where(opening => !opening.Succeeded), opening => Assert.Equal("lists.openings-used-up", opening.Failure?.Code));
    }

    [Theory]
    [InlineData(90, 60)]
    [InlineData(60, 60)]
    [InlineData(7, 7)]
    [Trait("threat", "12")]
    [Trait("threat", "37")]
    public async Task Open_ShortlyBeforeItsEnd_GivesAnAddressThatEndsWithTheList(int secondsLeft, int life)
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = await world.ReadyAsync();
        world.Time.SetUtcNow(request.NotAfter.AddSeconds(-secondsLeft));

        Opening opening = (await world.Open.RunAsync(request.List.Value, ListsWorld.Doctor(), default)).Value!;

        Assert.Equal($"?expires={request.NotAfter.AddSeconds(life - secondsLeft).ToUnixTimeSeconds()}", opening.BlobUrl.Query);
    }

    [Fact]
    [Trait("threat", "22")]
    public async Task Open_AnswerLost_CanBeOpenedAgain()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = await world.ReadyAsync();
        Manifest manifest = await world.ManifestAsync(request);

        await world.Open.RunAsync(manifest.ListId, ListsWorld.Doctor(), default);
        Opening again = (await world.Open.RunAsync(manifest.ListId, ListsWorld.Doctor(), default)).Value!;

        Assert.NotNull(world.Decrypt(again, world.LinkOf(manifest)));
    }

    [Fact]
    [Trait("threat", "23")]
    public async Task Open_AttemptsOfOthers_DoNotUseUpTheDoctorsOpenings()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        await world.ReplaceCampaignAsync(campaign => campaign with { Policy = new CampaignPolicy { OpeningsPerList = 1, RequestsPerDoctor = 1 } });
        ListRequest request = await world.ReadyAsync();

        for (int attempt = 0; attempt < 50; attempt++)
        {
            await world.Open.RunAsync(request.List.Value, ListsWorld.Doctor(1), default);
        }

        Assert.True((await world.Open.RunAsync(request.List.Value, ListsWorld.Doctor(), default)).Succeeded);
    }

    [Fact]
    [Trait("threat", "52")]
    public async Task Open_AuditFails_ReleasesNoKeyAndCountsNothing()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        await world.ReplaceCampaignAsync(campaign => campaign with { Policy = new CampaignPolicy { OpeningsPerList = 1 } });
        ListRequest request = await world.ReadyAsync();
        int unwraps = world.Keys.Unwraps;
        world.Audit.Fails = true;

        await Assert.ThrowsAsync<TransientDependencyException>(() => world.Open.RunAsync(request.List.Value, ListsWorld.Doctor(), default));

        Assert.Equal(unwraps, world.Keys.Unwraps);
        world.Audit.Fails = false;
        Assert.True((await world.Open.RunAsync(request.List.Value, ListsWorld.Doctor(), default)).Succeeded);
    }

    [Fact]
    [Trait("threat", "44")]
    public async Task Open_KeyDisabled_IsRefusedAndMakingListsToo()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest ready = await world.ReadyAsync();
        ListRequest asked = await world.AskAsync(doctor: 1);
        await world.Keys.DisableAsync(world.Campaign.Id, default);
        world.Restart();

        Assert.Equal("lists.gone", (await world.Open.RunAsync(ready.List.Value, ListsWorld.Doctor(), default)).Failure?.Code);
        Assert.Equal(BuildOutcome.Over, (await world.Build.RunAsync(asked.Id, default)).Outcome);
    }

    [Fact]
    [Trait("threat", "43")]
    [Trait("threat", "48")]
    public async Task Build_VaultThrottles_IsTransientAndLeavesNothing()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = await world.AskAsync();
        world.Restart();
        world.Keys.Fails = true;

        await Assert.ThrowsAsync<TransientDependencyException>(() => world.Build.RunAsync(request.Id, default));

        Assert.Empty(world.Blobs.Contents);
        world.Keys.Fails = false;
        Assert.Equal(BuildOutcome.Ready, (await world.Build.RunAsync(request.Id, default)).Outcome);
    }

    [Fact]
    [Trait("threat", "49")]
    public async Task Vault_ManyListsAndOpenings_IsReadOnceAndUnwrapsOncePerOpening()
    {
        using ListsWorld world = await ListsWorld.CreateAsync(patients: 3);
        await world.ReplaceCampaignAsync(campaign => campaign with { Policy = new CampaignPolicy { RequestsPerDoctor = 100 } });
        world.Restart();
        int reads = world.Keys.Reads;
        int unwraps = world.Keys.Unwraps;

        for (int i = 0; i < 25; i++)
        {
            ListRequest request = await world.ReadyAsync();
            await world.Open.RunAsync(request.List.Value, ListsWorld.Doctor(), default);
            await world.Delete.RunAsync(request.List.Value, ListsWorld.Doctor(), default);
        }

        Assert.Equal(1, world.Keys.Reads - reads);
        Assert.Equal(1 + 25, world.Keys.Unwraps - unwraps);
    }

    /// <summary>Seen from outside: once a campaign was met closed, its secret must be unwrapped anew.</summary>
    [Fact]
    public async Task Open_CampaignClosed_TheSecretLeavesTheMemory()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        ListRequest request = await world.ReadyAsync();
        await world.ReplaceCampaignAsync(campaign => campaign with { State = CampaignState.Closing });
        await world.Open.RunAsync(request.List.Value, ListsWorld.Doctor(), default);
        await world.ReplaceCampaignAsync(campaign => campaign with { State = CampaignState.Open });
        int unwraps = world.Keys.Unwraps;

        await world.Open.RunAsync(request.List.Value, ListsWorld.Doctor(), default);

        Assert.Equal(2, world.Keys.Unwraps - unwraps);
    }

    [Fact]
    public async Task Open_RegisterChangedSince_HidesWhoIsNotTheDoctorsToInformAnyMore()
    {
        using ListsWorld world = await ListsWorld.CreateAsync(patients: 40);
        ListRequest request = await world.ReadyAsync();
        Manifest manifest = await world.ManifestAsync(request);
        PractitionerRef first = world.RefOf(ListsWorld.Doctor().Practitioner!.Value);
        RegisterPlacement[] own = await PlacementsAsync(world, first);
        await world.LoadAsync(
        [
            new RegisterPlacement(own[0].Person with { Vaccinated = true }, own[0].Practitioners),
            new RegisterPlacement(own[1].Person with { Objected = true }, own[1].Practitioners),
            new RegisterPlacement(own[2].Person with { Deceased = true }, own[2].Practitioners),
            new RegisterPlacement(own[3].Person, [world.RefOf(ListsWorld.Doctor(1).Practitioner!.Value)]),
            .. own[4..],
        ]);

        Opening opening = (await world.Open.RunAsync(manifest.ListId, ListsWorld.Doctor(), default)).Value!;
        IReadOnlyList<ListRow> rows = world.Decrypt(opening, world.LinkOf(manifest))!;

        string[] hidden = [.. rows.Where(row => opening.Withdrawn.Contains(row.Ref, StringComparer.Ordinal)).Select(row => row.FamilyName + row.GivenName).Order(StringComparer.Ordinal)];
        Assert.Equal(own[..4].Select(placement => placement.Person.FamilyName + placement.Person.GivenName).Order(StringComparer.Ordinal), hidden);
        Assert.Equal(rows.Count - 4, rows.Count(row => !opening.Withdrawn.Contains(row.Ref, StringComparer.Ordinal)));
    }

    private static async Task<RegisterPlacement[]> PlacementsAsync(ListsWorld world, PractitionerRef doctor)
    {
        List<RegisterPlacement> own = [];
        await foreach (RegisterEntry entry in world.Register.ReadPatientsAsync(world.Campaign.Id, world.Secret, doctor, default))
        {
            if (entry.IsEligible)
            {
                own.Add(new RegisterPlacement(entry.Person, [doctor]));
            }
        }

        return [.. own];
    }
}
