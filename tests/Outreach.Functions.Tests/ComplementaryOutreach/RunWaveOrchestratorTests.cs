using Microsoft.DurableTask.Client;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Planning;
using Outreach.Core.Register.Import;
using Outreach.Testing.ComplementaryOutreach;
using Xunit;

namespace Outreach.Functions.Tests.ComplementaryOutreach;

public sealed class RunWaveOrchestratorTests
{
    /// <summary>Twenty departments: three turns of eight shares. A hundred people of one: more than one step counts.</summary>
    private static readonly string[] Departments = [.. Enumerable.Range(1, 19).Select(number => $"{number:D2}"), "75"];

    [Fact]
    public async Task Run_FromPlanToEnd_IsCountedApprovedSentAndOver()
    {
        await using WaveHub waves = await WaveHub.StartAsync(await WorldAsync());
        Wave wave = await waves.PlanAsync(departments: Departments);

        await waves.Orchestrations.StartAsync(wave.Campaign, wave.Id, default);
        Wave counted = await waves.UntilAsync(wave, WaveState.AwaitingApproval);

        Assert.Equal(new Dictionary<OutreachChannel, long> { [OutreachChannel.Email] = 119 }, counted.Preview!.Selected);
        Assert.Equal(waves.World.Generation, counted.Preview.Generation);
        Assert.Empty(waves.Sent);
        await waves.World.ApproveAsync(wave);
        await waves.Orchestrations.WakeAsync(wave.Campaign, wave.Id, default);
        await waves.CompleteAsync(wave);
        Assert.Equal(WaveState.Completed, (await waves.World.FindAsync(wave)).State);
        Assert.Equal([wave.Id.Value], waves.Sent.Distinct());
        Assert.Equal(["waves.planned", "waves.previewed", "waves.approved", "waves.handed-over", "waves.completed"], await waves.World.ToldAsync());
        Assert.Equal("over", (await waves.Orchestrations.FindStatusAsync(wave.Id, default))?.Stage);
    }

    /// <summary>Ids, counts and dates alone cross the durable boundary.</summary>
    [Fact]
    [Trait("threat", "58")]
    public async Task Run_ItsHistory_HoldsNothingOfAnybody()
    {
        await using WaveHub waves = await WaveHub.StartAsync(await WorldAsync());
        Wave wave = await waves.PlanAsync(departments: Departments);
        await waves.Orchestrations.StartAsync(wave.Campaign, wave.Id, default);
        await waves.UntilAsync(wave, WaveState.AwaitingApproval);

        string stored = await waves.Hub.DumpAsync();

        Assert.Contains(wave.Id.Value, stored, StringComparison.Ordinal);
        RegisterPlacement[] people = People();
        foreach (string secret in people.Select(person => waves.World.Secret.For(person.Person.Id).Value)
            .Concat(people.Select(person => person.Person.Id.Number)).Concat(["SYNTHETIC", "example.test", SampleWaves.Author]))
        {
            Assert.DoesNotContain(secret, stored, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("threat", "31")]
    [Trait("threat", "56")]
    public async Task Run_KilledAfterEveryFewPersistedSteps_CountsTheSameAndGoesOn()
    {
        int steps = await CountedAsync(killAfter: null);
        Assert.InRange(steps, 12, 500);
        for (int step = 1; step <= steps; step += Math.Max(1, steps / 15))
        {
            await CountedAsync(step);
        }
    }

    /// <summary>How many steps were persisted until it was counted.</summary>
    private static async Task<int> CountedAsync(int? killAfter)
    {
        await using WaveHub waves = await WaveHub.StartAsync(await WorldAsync());
        Wave wave = await waves.PlanAsync(departments: ["01", "02", "75"]);
        waves.Hub.Faults.Restart();
        if (killAfter is { } step)
        {
            waves.Hub.Faults.KillAfter(step);
            await Record.ExceptionAsync(() => waves.Orchestrations.StartAsync(wave.Campaign, wave.Id, default));
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
            await waves.Hub.RestartAsync();
        }

        await waves.Orchestrations.StartAsync(wave.Campaign, wave.Id, default);
        Wave counted = await waves.UntilAsync(wave, WaveState.AwaitingApproval);

        Assert.True(counted.Preview!.Selected[OutreachChannel.Email] == 102, $"killed after step {killAfter}: {counted.Preview.Selected[OutreachChannel.Email]}");
        return waves.Hub.Faults.Steps;
    }

    [Fact]
    [Trait("threat", "58")]
    public async Task Run_RegisterLoadedMeanwhile_IsCountedFromTheBeginning()
    {
        await using WaveHub waves = await WaveHub.StartAsync(await WorldAsync());
        Wave wave = await waves.PlanAsync(departments: ["01", "02", "75"]);
        bool loaded = false;
        waves.BeforeCount = async input =>
        {
            if (!loaded && input.Page > 0)
            {
                loaded = true;
                await waves.World.LoadAsync([.. People().Take(50)]);
            }
        };

        await waves.Orchestrations.StartAsync(wave.Campaign, wave.Id, default);
        while (!loaded)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        // It pauses before it begins again; whoever changes something wakes it.
        await waves.Orchestrations.WakeAsync(wave.Campaign, wave.Id, default);
        Wave counted = await waves.UntilAsync(wave, WaveState.AwaitingApproval);

        Assert.Equal((waves.World.Generation, 50), (counted.Preview!.Generation, counted.Preview.Selected[OutreachChannel.Email]));
    }

    [Fact]
    public async Task Run_CancelledWhileItIsCounted_EndsWithoutAPreview()
    {
        await using WaveHub waves = await WaveHub.StartAsync(await WorldAsync());
        Wave wave = await waves.PlanAsync(departments: Departments);
        waves.BeforeCount = input => waves.World.Change.CancelAsync(input.Campaign, input.Wave, SampleWaves.Approver, default);

        await waves.Orchestrations.StartAsync(wave.Campaign, wave.Id, default);
        Wave cancelled = await waves.UntilAsync(wave, WaveState.Cancelled);
        await waves.Orchestrations.WakeAsync(wave.Campaign, wave.Id, default);
        await waves.CompleteAsync(wave);

        Assert.Null(cancelled.Preview);
        Assert.Empty(waves.Sent);
    }

    [Fact]
    public async Task Run_RejectedOrCountedAnew_WakesAtOnce()
    {
        await using WaveHub waves = await WaveHub.StartAsync(await WorldAsync());
        Wave wave = await waves.PlanAsync(departments: ["01"]);
        await waves.Orchestrations.StartAsync(wave.Campaign, wave.Id, default);
        Wave first = await waves.UntilAsync(wave, WaveState.AwaitingApproval);
        waves.World.Time.Advance(DecideWaveHandler.PreviewLife);

        await waves.World.Change.RecountAsync(waves.World.Id, wave.Id.Value, SampleWaves.Author, default);
        await waves.Orchestrations.WakeAsync(wave.Campaign, wave.Id, default);
        Wave again = await waves.UntilAsync(wave, WaveState.AwaitingApproval);
        await waves.World.Decide.RejectAsync(waves.World.Id, wave.Id.Value, SampleWaves.Approver, default);
        await waves.Orchestrations.WakeAsync(wave.Campaign, wave.Id, default);
        await waves.CompleteAsync(wave);

        Assert.True(again.Preview!.CountedAt > first.Preview!.CountedAt);
        Assert.Empty(waves.Sent);
        await waves.Orchestrations.WakeAsync(wave.Campaign, wave.Id, default);
    }

    [Fact]
    [Trait("threat", "35")]
    public async Task Purge_AWaveThatIsOver_LeavesNoHistoryOfItsSharesEither()
    {
        await using WaveHub waves = await WaveHub.StartAsync(await WorldAsync());
        Wave wave = await waves.PlanAsync(departments: Departments);
        await waves.Orchestrations.StartAsync(wave.Campaign, wave.Id, default);
        await waves.UntilAsync(wave, WaveState.AwaitingApproval);
        await waves.Orchestrations.PurgeAsync(wave.Id, default);
        List<OrchestrationMetadata> running = await waves.Hub.Client.GetAllInstancesAsync().ToListAsync();
        await waves.World.ApproveAsync(wave);
        await waves.Orchestrations.WakeAsync(wave.Campaign, wave.Id, default);
        await waves.CompleteAsync(wave);

        await waves.Orchestrations.PurgeAsync(wave.Id, default);
        await waves.Orchestrations.PurgeAsync(wave.Id, default);

        Assert.Equal(Departments.Length + 1, running.Count);
        Assert.All(running, instance => Assert.StartsWith(wave.Id.Value, instance.InstanceId, StringComparison.Ordinal));
        Assert.Empty(await waves.Hub.Client.GetAllInstancesAsync().ToListAsync());
    }

    private static RegisterPlacement[] People() =>
    [
        .. Enumerable.Range(1, 100).Select(number => PlanningWorld.Person(number)),
        .. Enumerable.Range(1, 19).Select(number => PlanningWorld.Person(100 + number, $"{number:D2}")),
    ];

    private static Task<PlanningWorld> WorldAsync() => PlanningWorld.CreateAsync(People());
}
