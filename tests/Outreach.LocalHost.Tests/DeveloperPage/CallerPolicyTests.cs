using Microsoft.AspNetCore.Http;
using Outreach.LocalHost.DeveloperPage;
using Xunit;

namespace Outreach.LocalHost.Tests.DeveloperPage;

public sealed class CallerPolicyTests
{
    private const int Port = 7071;
    private const string Own = "127.0.0.1:7071";

    [Theory]
    [InlineData("127.0.0.1:7071", true)]
    [InlineData("localhost:7071", true)]
    [InlineData("LOCALHOST:7071", true)]
    [InlineData("127.0.0.1:7072", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("localhost.:7071", false)]
    [InlineData("localhost.evil.test:7071", false)]
    [InlineData("127.0.0.1.evil.test:7071", false)]
    [InlineData("evil.test:7071", false)]
    [InlineData("evil.test", false)]
    [InlineData("127.0.0.2:7071", false)]
    [InlineData("[::1]:7071", false)]
    [InlineData("0.0.0.0:7071", false)]
    [InlineData("", false)]
    public void Judge_ByHost_AdmitsThisMachinesOwnNamesOnly(string host, bool admitted)
    {
        PageFailure? read = CallerPolicy.Judge(Request("GET", host), Port);
        PageFailure? change = CallerPolicy.Judge(Request("POST", host, ("Sec-Fetch-Site", "same-origin"), ("Origin", $"http://{host}")), Port);

        Assert.Equal(admitted ? null : Failures.ForeignHost, read);
        Assert.Equal(admitted ? null : Failures.ForeignHost, change);
    }

    [Fact]
    public void Judge_OnThePortOfHttp_AdmitsAHostWithoutPort()
    {
        Assert.Null(CallerPolicy.Judge(Request("GET", "localhost"), 80));
        Assert.NotNull(CallerPolicy.Judge(Request("GET", "localhost:7071"), 80));
    }

    [Theory]
    [InlineData(null, null, null, "dev.unproven-caller")]
    [InlineData("same-origin", null, null, null)]
    [InlineData("same-origin", "http://127.0.0.1:7071", null, null)]
    [InlineData(null, "http://127.0.0.1:7071", null, null)]
    [InlineData(null, null, "1", null)]
    [InlineData("cross-site", null, "1", "dev.foreign-site")]
    [InlineData("same-site", "http://localhost:9000", null, "dev.foreign-site")]
    [InlineData("none", null, "1", "dev.foreign-site")]
    [InlineData("same-origin", "http://evil.test", null, "dev.foreign-site")]
    [InlineData(null, "http://127.0.0.1:7072", "1", "dev.foreign-site")]
    [InlineData(null, "https://127.0.0.1:7071", null, "dev.foreign-site")]
    [InlineData(null, "http://localhost:7071", null, "dev.foreign-site")]
    [InlineData(null, "null", "1", "dev.foreign-site")]
    public void Judge_AChange_NeedsProofThatTheOwnPageAsks(string? site, string? origin, string? header, string? refusal)
    {
        HttpRequest request = Request("POST", Own, ("Sec-Fetch-Site", site), ("Origin", origin), (CallerPolicy.Header, header));

        Assert.Equal(refusal, CallerPolicy.Judge(request, Port)?.Code);
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("same-origin", "cors", true)]
    [InlineData("none", "navigate", true)]
    [InlineData("cross-site", "navigate", true)]
    [InlineData("cross-site", "no-cors", false)]
    [InlineData("cross-site", "cors", false)]
    [InlineData("same-site", "no-cors", false)]
    public void Judge_ARead_IsRefusedToOtherSitesUnlessALinkIsFollowed(string? site, string? mode, bool admitted)
    {
        HttpRequest request = Request("GET", Own, ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode));

        Assert.Equal(admitted ? null : Failures.ForeignSite, CallerPolicy.Judge(request, Port));
    }

    private static HttpRequest Request(string method, string host, params (string Name, string? Value)[] headers)
    {
        HttpRequest request = new DefaultHttpContext().Request;
        request.Method = method;
        request.Headers.Host = host;
        foreach ((string name, string? value) in headers)
        {
            if (value is not null)
            {
                request.Headers[name] = value;
            }
        }

        return request;
    }
}
