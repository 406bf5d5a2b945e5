using System.Net;

namespace Outreach.LocalHost.Demonstration;

/// <summary>Whether calls answered as promised, and what a step says of it.</summary>
internal static class StatusCheck
{
    public static string Is(HttpStatusCode actual, params HttpStatusCode[] allowed)
    {
        StepFailedException.Require(allowed.Contains(actual), $"answered {(int)actual}");
        return $"{(int)actual} {actual}";
    }

    public static string All(HttpStatusCode expected, params HttpStatusCode[] all)
    {
        StepFailedException.Require(all.All(status => status == expected), $"answered {string.Join(", ", all.Select(status => (int)status))}");
        return $"{(int)expected} for each";
    }
}
