using Xunit;

namespace Outreach.EndToEnd.Browser;

/// <summary>A test in a real browser. Without one it says so and is skipped, except in CI, where it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute()
    {
        if (Chromium.Executable is null && !string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Skip = Chromium.Missing;
        }
    }
}
