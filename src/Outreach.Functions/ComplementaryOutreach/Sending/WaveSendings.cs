using Microsoft.DurableTask.Client;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Functions.Durable;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>The orchestrations that send waves; a wave's id is its instance's id as well.</summary>
public sealed class WaveSendings(DurableTaskClient client)
{
    /// <summary>Starts a wave that was approved, also after its orchestration failed; no effect while one runs.</summary>
    public Task StartAsync(Wave wave, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(wave);
        return DurableStart.OnceAsync(
            client, nameof(SendWaveOrchestrator), wave.Id.Value, new SendWaveInput(wave.Campaign.Value, wave.Id.Value), cancellationToken);
    }
}
