using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace Outreach.LocalHost.Tests.Timers;

internal sealed class EveryFiveMinutes(TimerProbe probe)
{
    [Function(nameof(EveryFiveMinutes))]
    public Task RunAsync([TimerTrigger("%Every:Schedule%")] TimerInfo timer, FunctionContext context) => probe.RunAsync(timer, context);
}

internal sealed class EveryMinute(TimerProbe probe)
{
    [Function(nameof(EveryMinute))]
    public Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, FunctionContext context) => probe.RunAsync(timer, context);
}

internal sealed class AtEveryTenSeconds(TimerProbe probe)
{
    [Function(nameof(AtEveryTenSeconds))]
    public Task RunAsync([TimerTrigger("*/10 * * * * *")] TimerInfo timer, FunctionContext context) => probe.RunAsync(timer, context);
}

internal sealed class Unmonitored(TimerProbe probe)
{
    [Function(nameof(Unmonitored))]
    public Task RunAsync([TimerTrigger("0 * * * * *", UseMonitor = false)] TimerInfo timer, FunctionContext context) => probe.RunAsync(timer, context);
}

internal sealed class AtStart(TimerProbe probe)
{
    [Function(nameof(AtStart))]
    public Task RunAsync([TimerTrigger("0 0 3 1 1 *", RunOnStartup = true)] TimerInfo timer, FunctionContext context) => probe.RunAsync(timer, context);
}

internal sealed class TurnedOff(TimerProbe probe)
{
    [Function(nameof(TurnedOff))]
    public Task RunAsync([TimerTrigger("0 * * * * *", RunOnStartup = true)] TimerInfo timer, FunctionContext context) => probe.RunAsync(timer, context);
}

internal sealed class Stubborn(TimerProbe probe)
{
    [Function(nameof(Stubborn))]
    [FixedDelayRetry(3, "00:01:00")]
    public Task RunAsync([TimerTrigger("0 */5 * * * *")] TimerInfo timer, FunctionContext context) => probe.RunAsync(timer, context);
}

internal sealed class AtTenPastOne(TimerProbe probe)
{
    [Function(nameof(AtTenPastOne))]
    public Task RunAsync([TimerTrigger("0 10 13 * * *")] TimerInfo timer, FunctionContext context) => probe.RunAsync(timer, context);
}

internal sealed record Told(ToldStatus ScheduleStatus, bool IsPastDue);

internal sealed record ToldStatus(DateTime Next);

internal sealed class OwnType(TimerProbe probe)
{
    [Function(nameof(OwnType))]
    public Task RunAsync([TimerTrigger("0 */5 * * * *")] Told timer, FunctionContext context) =>
        probe.RunAsync(new TimerInfo { IsPastDue = timer.IsPastDue, ScheduleStatus = new ScheduleStatus { Next = timer.ScheduleStatus.Next } }, context);
}

internal sealed class AsText(TimerProbe probe)
{
    [Function(nameof(AsText))]
    public Task RunAsync([TimerTrigger("0 */5 * * * *")] string timer, FunctionContext context) =>
        probe.RunAsync(JsonSerializer.Deserialize<TimerInfo>(timer)!, context);
}

internal sealed class Unset(TimerProbe probe)
{
    [Function(nameof(Unset))]
    public Task RunAsync([TimerTrigger("%Nobody:Set%")] TimerInfo timer, FunctionContext context) => probe.RunAsync(timer, context);
}

internal sealed class Misspelled(TimerProbe probe)
{
    [Function(nameof(Misspelled))]
    public Task RunAsync([TimerTrigger("every five minutes")] TimerInfo timer, FunctionContext context) => probe.RunAsync(timer, context);
}

internal sealed class PartlySet(TimerProbe probe)
{
    [Function(nameof(PartlySet))]
    public Task RunAsync([TimerTrigger("0 */%Every__Minutes% * * * *")] TimerInfo timer, FunctionContext context) => probe.RunAsync(timer, context);
}
