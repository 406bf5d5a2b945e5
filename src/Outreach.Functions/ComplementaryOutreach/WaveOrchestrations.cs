using Microsoft.DurableTask.Client;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Schedules;
using Outreach.Functions.Durable;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>The orchestrations of waves, one instance id per wave, on the durable client of one invocation.</summary>
public sealed class WaveOrchestrations(DurableTaskClient client)
{
    /// <summary>Starts the orchestration of a wave, also after one that failed; no effect while one runs.</summary>
    public Task StartAsync(CampaignId campaign, WaveId wave, CancellationToken cancellationToken) => DurableStart.OnceAsync(
        client, nameof(RunWaveOrchestrator), wave.Value, new RunWaveInput(campaign.Value, wave.Value), cancellationToken);

    /// <summary>Lets the orchestration look at the record now; whatever is lost of this, it looks by itself within minutes.</summary>
    public async Task WakeAsync(CampaignId campaign, WaveId wave, CancellationToken cancellationToken)
    {
        await StartAsync(campaign, wave, cancellationToken);
        try
        {
            await client.RaiseEventAsync(wave.Value, RunWaveOrchestrator.WaveChanged, eventPayload: null, cancellationToken);
        }
        catch (Exception missed) when (missed is not OperationCanceledException)
        {
            // One that is over takes no events, which backends refuse in different ways.
            if (await client.GetInstanceAsync(wave.Value, cancellationToken) is { IsCompleted: false })
            {
                throw;
            }
        }
    }

    /// <summary>Sees to what the timer found: waves that must be under way, and histories that may go.</summary>
    public async Task SettleAsync(SchedulesRun run, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        foreach ((CampaignId campaign, WaveId wave) in run.Alive)
        {
            await StartAsync(campaign, wave, cancellationToken);
        }

        foreach (WaveId wave in run.Over)
        {
            await PurgeAsync(wave, cancellationToken);
        }
    }

    /// <summary>How far the preview is; null when nobody knows.</summary>
    public async Task<RunWaveStatus?> FindStatusAsync(WaveId wave, CancellationToken cancellationToken) =>
        await client.GetInstanceAsync(wave.Value, getInputsAndOutputs: true, cancellationToken) is { SerializedCustomStatus: not null } instance
            ? instance.ReadCustomStatusAs<RunWaveStatus>()
            : null;

    /// <summary>Purges the history of a wave that is over, and of all its shares, whose ids begin with the wave's. No effect where there is none, or while one is under way.</summary>
    public async Task PurgeAsync(WaveId wave, CancellationToken cancellationToken)
    {
        if (await client.GetInstanceAsync(wave.Value, cancellationToken) is not { IsCompleted: true })
        {
            return;
        }

        List<OrchestrationMetadata> shares = await client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: $"{wave.Value}-")).ToListAsync(cancellationToken);
        foreach (OrchestrationMetadata share in shares.Where(share => share.IsCompleted))
        {
            await client.PurgeInstanceAsync(share.InstanceId, cancellationToken);
        }

        // Last: as long as it is there, whatever a kill left is met again.
        if (shares.TrueForAll(share => share.IsCompleted))
        {
            await client.PurgeInstanceAsync(wave.Value, cancellationToken);
        }
    }
}
