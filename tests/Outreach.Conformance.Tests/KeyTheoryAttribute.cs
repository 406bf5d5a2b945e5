using Xunit;

namespace Outreach.Conformance.Tests;

/// <summary>Needs a function key. The local host's is at hand; of a host elsewhere, `OUTREACH_CONFORMANCE_KEY` has to say it.</summary>
public sealed class KeyTheoryAttribute : TheoryAttribute
{
    public KeyTheoryAttribute()
    {
        if (ConformanceHost.Elsewhere is not null && ConformanceHost.KeyElsewhere is null)
        {
            Skip = $"{ConformanceHost.UrlVariable} names a host, and {ConformanceHost.KeyVariable} does not say a function key of it: nobody knows whether its keys open what they should.";
        }
    }
}
