namespace Outreach.LocalHost.Timers;

/// <summary>A timer as whoever looks on has it.</summary>
/// <param name="Schedule">NCRONTAB or an interval, with settings filled in.</param>
/// <param name="Last">When it last ran, by its schedule or by hand, UTC; null when it is not known to have run.</param>
/// <param name="Next">When its schedule has it run next, UTC; null before the host has started it.</param>
/// <param name="LastError">Type of what the last run failed with; null where it did not, or ran under an earlier host.</param>
public sealed record TimerView(string Name, string Schedule, DateTime? Last = null, DateTime? Next = null, bool IsRunning = false, string? LastError = null);
