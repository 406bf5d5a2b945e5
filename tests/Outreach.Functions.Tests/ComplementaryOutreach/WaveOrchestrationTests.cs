using Microsoft.DurableTask.Client;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.Contacts;
using Outreach.Core.Register;
using Outreach.Functions.ComplementaryOutreach;
using Outreach.Testing.ComplementaryOutreach;
using Xunit;

namespace Outreach.Functions.Tests.ComplementaryOutreach;

/// <summary>A wave as a host runs it.</summary>
public sealed class WaveOrchestrationTests
{
    [Fact]
    [Trait("threat", "34")]
    public async Task Wave_OnTheEngine_ReachesEverybody_AndItsHistoryNamesNobody()
    {
        await using WaveOnTheEngine wave = await WaveOnTheEngine.StartAsync(people: 20);
        await wave.StartWaveAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await wave.EndAsync()).RuntimeStatus);

        Wave ended = await wave.World.FindWaveAsync();
        Assert.Equal((WaveState.Completed, 60), (ended.State, ended.Tally!.HandedOver));
        await wave.World.RequireSettledAsync();
        string hub = await wave.Hub.DumpAsync();
        Assert.Contains(wave.World.Wave.Id.Value, hub, StringComparison.Ordinal);
        foreach (RegisterEntry entry in wave.World.People)
        {
            Assert.DoesNotContain(entry.Ref.Value, hub, StringComparison.Ordinal);
            Assert.DoesNotContain(entry.Person.Id.Number, hub, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("example.org", hub, StringComparison.Ordinal);
        Assert.DoesNotContain("+33199", hub, StringComparison.Ordinal);
    }

    /// <summary>The host is killed at random moments, again and again, among them while a channel has taken a part and nobody knows yet.</summary>
    [Theory]
    [Trait("threat", "56")]
    [Trait("threat", "33")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Wave_KilledAtRandomMomentsInALoop_WritesToNobodyTwice_AndLosesNobody(int seed)
    {
        var random = new Random(seed);
        await using WaveOnTheEngine wave = await WaveOnTheEngine.StartAsync(people: 24);
        await wave.StartWaveAsync();
        int kills = 0;
        while (kills < 20 && !await IsOverAsync(wave))
        {
            int steps = random.Next(1, 120);
            wave.World.Faults.KillAfter(steps);
            for (int i = 0; i < 40 && wave.World.Faults.Steps < steps; i++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(5, 50)), TimeProvider.System);
            }

            if (kills == 7)
            {
                // The newer import puts people on other pages.
                wave.World.Import(wave.World.People.Reverse());
            }

            kills++;
            await wave.KillAsync();
            await wave.StartWaveAsync();
        }

        // What failed for good meanwhile is started again, as the timer does.
        await wave.EndAsync();
        while ((await wave.World.FindWaveAsync()).State != WaveState.Completed)
        {
            await wave.StartWaveAsync();
            await wave.EndAsync();
        }

        Assert.InRange(kills, 5, 20);
        await wave.World.RequireSettledAsync();
        WaveTally tally = (await wave.World.FindWaveAsync()).Tally!;
        Assert.Equal(72, tally.HandedOver + tally.Uncertain + tally.Withheld);
        Assert.Equal(48, wave.World.Sms.Taken.Count);
    }

    [Fact]
    public async Task Wave_OneShareOfWhichFails_SendsTheOthers_SaysSo_AndGoesOnWhenItIsStartedAgain()
    {
        bool broken = true;
        await using WaveOnTheEngine wave = await WaveOnTheEngine.StartAsync(people: 6, functions => functions.Orchestrator(
            nameof(SendShardOrchestrator), async context =>
            {
                SendShardInput input = context.GetInput<SendShardInput>()!;
                if (broken && input.Shard == SendingWorld.Shards[1].Value)
                {
                    throw new InvalidOperationException("broken");
                }

                await SendShardOrchestrator.RunAsync(context, input);
                return null;
            }));
        await wave.StartWaveAsync();
        OrchestrationMetadata failed = await wave.EndAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.Equal(new SendWaveStatus("sent", 3, 2, 1), failed.ReadCustomStatusAs<SendWaveStatus>());
        Assert.Equal(WaveState.Running, (await wave.World.FindWaveAsync()).State);
        Assert.Equal(12, wave.World.Email.Taken.Count + wave.World.Sms.Taken.Count);

        broken = false;
        await wave.StartWaveAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await wave.EndAsync()).RuntimeStatus);
        Assert.Equal(18, (await wave.World.FindWaveAsync()).Tally!.HandedOver);
        await wave.World.RequireSettledAsync();
    }

    [Fact]
    public async Task Wave_CancelledWhileItRuns_EndsInOrder()
    {
        await using WaveOnTheEngine wave = await WaveOnTheEngine.StartAsync(people: 12);
        wave.World.Email.Breaks = (wave.World.Cancel, null);
        await wave.StartWaveAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await wave.EndAsync()).RuntimeStatus);

        Assert.Equal(WaveState.Cancelled, (await wave.World.FindWaveAsync()).State);
        await wave.World.RequireSettledAsync();
        Assert.Empty(await wave.World.Stores.Ledger.ClaimAsync(wave.World.Book, ContactAct.ForWave(wave.World.Wave.Id.Value), [wave.World.People[35].Ref], default));
    }

    private static async Task<bool> IsOverAsync(WaveOnTheEngine wave) =>
        await wave.Hub.Client.GetInstanceAsync(wave.World.Wave.Id.Value) is { IsCompleted: true };
}
