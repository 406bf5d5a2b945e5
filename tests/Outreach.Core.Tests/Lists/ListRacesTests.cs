using Outreach.Core.Campaigns;
using Outreach.Core.Lists;
using Xunit;

namespace Outreach.Core.Tests.Lists;

/// <summary>What else may happen while a list is made, between any two of its steps.</summary>
public sealed class ListRacesTests
{
    [Fact]
    [Trait("threat", "38")]
    public async Task Build_CampaignClosesBetweenAnyTwoSteps_KeepsNothing()
    {
        await BetweenAnyTwoStepsAsync(async (world, request, step) =>
        {
            world.Faults.Meanwhile(step, async () =>
            {
                await world.ReplaceCampaignAsync(campaign => campaign with { State = CampaignState.Closing });
                await world.DestroyAll.RunAsync(world.Campaign.Id, continuation: null, default);
            });

            BuildListResult built = await world.Build.RunAsync(request.Id, default);

            Assert.Equal(BuildOutcome.Over, built.Outcome);
            Assert.Empty(world.Blobs.Contents);
            Assert.Null(await world.Lists.FindShareAsync(request.List, default));
        });
    }

    /// <summary>The last look at the campaign comes before the audit and the commit; what is committed after it is found by the destruction that follows a closing.</summary>
    [Fact]
    [Trait("threat", "38")]
    public async Task Build_CampaignBeginsToCloseBetweenAnyTwoSteps_IsNotCommittedAfterItsLastLook()
    {
        int steps = await ListLifecycleTests.StepsOfBuildAsync();
        await BetweenAnyTwoStepsAsync(async (world, request, step) =>
        {
            world.Faults.Meanwhile(step, () => world.ReplaceCampaignAsync(campaign => campaign with { State = CampaignState.Closing }));

            BuildListResult built = await world.Build.RunAsync(request.Id, default);
            int kept = world.Blobs.Contents.Count;
            await world.DestroyAll.RunAsync(world.Campaign.Id, continuation: null, default);

            bool seen = step <= steps - 3;
            Assert.Equal(seen ? BuildOutcome.Over : BuildOutcome.Ready, built.Outcome);
            Assert.Equal(seen ? 0 : 1, kept);
            Assert.Empty(world.Blobs.Contents);
            Assert.Null(await world.Lists.FindShareAsync(request.List, default));
        });
    }

    [Fact]
    [Trait("threat", "33")]
    public async Task Build_AnotherRunBetweenAnyTwoSteps_KeepsWhatWasGivenToTheDoctor()
    {
        await BetweenAnyTwoStepsAsync(async (world, request, step) =>
        {
            Uri? given = null;
            world.Faults.Meanwhile(step, async () =>
            {
                await world.Build.RunAsync(request.Id, default);
                given = world.LinkOf(await world.ManifestAsync(request));
            });

            BuildListResult built = await world.Build.RunAsync(request.Id, default);

            Manifest manifest = await world.ManifestAsync(request);
            Opening opening = (await world.Open.RunAsync(manifest.ListId, ListsWorld.Doctor(), default)).Value!;
            Assert.Equal(BuildOutcome.Ready, built.Outcome);
            Assert.Equal(given, world.LinkOf(manifest));
            Assert.NotNull(world.Decrypt(opening, given!));
            Assert.Single(world.Blobs.Contents);
        });
    }

    [Theory]
    [InlineData(-1, BuildOutcome.Ready)]
    [InlineData(0, BuildOutcome.Over)]
    [Trait("threat", "36")]
    public async Task Build_OneTickEitherSideOfItsEnd_MakesNothingFromTheEndOn(int ticks, BuildOutcome outcome)
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        await world.ReplaceCampaignAsync(campaign => campaign with { Policy = new CampaignPolicy { ListLifetimeDays = 1 } });
        ListRequest request = await world.AskAsync();
        world.Time.SetUtcNow(request.NotAfter.AddTicks(ticks));

        Assert.Equal(outcome, (await world.Build.RunAsync(request.Id, default)).Outcome);
        Assert.Equal(outcome == BuildOutcome.Ready ? 1 : 0, world.Blobs.Contents.Count);
    }

    /// <summary>A vault still wraps under a disabled key; here it is no longer done, once a process may know.</summary>
    [Fact]
    [Trait("threat", "44")]
    public async Task Build_KeyDisabledWhileItsProcessRuns_IsRefusedAfterAWhile()
    {
        using ListsWorld world = await ListsWorld.CreateAsync();
        await world.ReadyAsync();
        ListRequest asked = await world.AskAsync(doctor: 1);
        await world.Keys.DisableAsync(world.Campaign.Id, default);
        world.Time.Advance(CampaignKeyRing.PublicHalfLife);

        Assert.Equal(BuildOutcome.Over, (await world.Build.RunAsync(asked.Id, default)).Outcome);
    }

    private static async Task BetweenAnyTwoStepsAsync(Func<ListsWorld, ListRequest, int, Task> happens)
    {
        int steps = await ListLifecycleTests.StepsOfBuildAsync();
        for (int step = 1; step < steps; step++)
        {
            using ListsWorld world = await ListsWorld.CreateAsync();
            ListRequest request = await world.AskAsync();
            world.Restart();
            await happens(world, request, step);
        }
    }
}
