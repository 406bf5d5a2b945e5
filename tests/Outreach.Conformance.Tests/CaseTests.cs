using System.Net.Http.Json;
using Xunit;

namespace Outreach.Conformance.Tests;

/// <summary>Every case of the conformance app, played over HTTP on the host under test.</summary>
[Collection(ConformanceHosts.Name)]
public sealed class CaseTests(ConformanceHost host)
{
    public static TheoryData<string> Names => [.. CaseFunctions.All.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Case_OnThisHost_ComesOutAsTheSdkSays(string name)
    {
        using HttpResponseMessage response = await host.Http.PostAsync($"api/cases/{name}", content: null);
        response.EnsureSuccessStatusCode();
        ConformanceOutcome outcome = (await response.Content.ReadFromJsonAsync<ConformanceOutcome>())!;

        Assert.True(outcome.Expected == outcome.Actual, $"expected {outcome.Expected}, got {outcome.Actual}. Source: {outcome.Source}");
    }

    [Fact]
    public void Cases_EachHasItsOwnNameAndASource()
    {
        Assert.Equal(CaseFunctions.All.Count, CaseFunctions.All.Select(one => one.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(CaseFunctions.All, one => Assert.NotEmpty(one.Source));
    }
}
