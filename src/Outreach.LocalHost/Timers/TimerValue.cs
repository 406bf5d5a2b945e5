using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace Outreach.LocalHost.Timers;

/// <summary>What a timer's parameter gets: a TimerInfo, or the same as JSON read into any other type.</summary>
internal static class TimerValue
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    public static object? Of(TimerInfo timer, Type type)
    {
        if (type.IsInstanceOfType(timer))
        {
            return timer;
        }

        string text = JsonSerializer.Serialize(new { Schedule = new { AdjustForDST = true }, timer.ScheduleStatus, timer.IsPastDue });
        return type == typeof(string) ? text : JsonSerializer.Deserialize(text, type, Json);
    }
}
