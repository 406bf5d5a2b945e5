namespace Outreach.Core.ComplementaryOutreach;

/// <summary>How far each share of a wave is, for those who watch it; the outbox is what counts.</summary>
public interface IWaveTallies
{
    /// <summary>The sum over the shares.</summary>
    Task<WaveTally> ReadAsync(WaveId wave, CancellationToken cancellationToken);
}
