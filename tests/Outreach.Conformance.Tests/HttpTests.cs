using System.Net;
using Xunit;

namespace Outreach.Conformance.Tests;

/// <summary>How a host routes and guards HTTP functions, as seen on the Functions host (version 4, isolated worker).</summary>
[Collection(ConformanceHosts.Name)]
public sealed class HttpTests(ConformanceHost host)
{
    [Theory]
    [InlineData("GET", "api/probes/get-only", HttpStatusCode.OK, "got")]
    [InlineData("GET", "API/Probes/GET-ONLY", HttpStatusCode.OK, "got")]
    [InlineData("POST", "api/probes/get-only", HttpStatusCode.NotFound, null)]
    [InlineData("GET", "api/probes/number/12", HttpStatusCode.OK, "12")]
    [InlineData("GET", "api/probes/number/twelve", HttpStatusCode.NotFound, null)]
    [InlineData("GET", "api/probes/optional", HttpStatusCode.OK, "none")]
    [InlineData("GET", "api/probes/optional/word", HttpStatusCode.OK, "word")]
    [InlineData("GET", "api/probes/guarded", HttpStatusCode.Unauthorized, null)]
    [InlineData("GET", "api/ByName", HttpStatusCode.OK, "by name")]
    [InlineData("GET", "api/probes/nowhere", HttpStatusCode.NotFound, null)]
    [InlineData("POST", "api/probes/body", HttpStatusCode.OK, "POST ")]
    public async Task Request_OnThisHost_IsAnsweredAsTheFunctionsHostAnswers(string method, string path, HttpStatusCode status, string? text)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using HttpResponseMessage response = await host.Http.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
        if (text is not null)
        {
            Assert.Equal(text, await response.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Request_ToAFunctionThatThrows_Is500WithoutDetail()
    {
        using HttpResponseMessage response = await host.Http.GetAsync("api/probes/broken");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.DoesNotContain("detail", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
