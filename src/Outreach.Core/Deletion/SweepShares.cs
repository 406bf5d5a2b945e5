using System.Globalization;

namespace Outreach.Core.Deletion;

/// <summary>
/// Divides a look at everything among sixteen runs, by the first digit of random ids, so that a run's cost is bounded however many lists there are.
/// Sixteen runs of a process look at all of them, at whatever rhythm the timer comes.
/// </summary>
internal sealed class SweepShares
{
    private const int Shares = 16;

    private int? _next;

    /// <summary>The prefix whose turn it is.</summary>
    public string Next(DateTimeOffset now)
    {
        int share = _next ?? OrphanSweep.FirstAt(now);
        _next = (share + 1) % Shares;
        return share.ToString("x", CultureInfo.InvariantCulture);
    }
}
