using System.Net;
using System.Text;
using Xunit;

namespace Outreach.Conformance.Tests;

/// <summary>How a host routes, guards, binds and answers HTTP functions, as the Functions host (version 4, isolated worker) does.</summary>
[Collection(ConformanceHosts.Name)]
public sealed class HttpTests(ConformanceHost host)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static TheoryData<int, string> Probes
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (int i = 0; i < HttpProbe.All.Count; i++)
            {
                data.Add(i, HttpProbe.All[i].ToString());
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Probes))]
    public async Task Request_OnThisHost_IsAnsweredAsTheFunctionsHostAnswers(int index, string request)
    {
        HttpProbe probe = HttpProbe.All[index];
        using HttpContent? body = probe.Body is null ? null : new StringContent(probe.Body, Encoding.UTF8, probe.BodyType);
        using HttpResponseMessage response = await host.SendAsync(probe.Method, probe.Path, key: null, body);
        string text = await response.Content.ReadAsStringAsync();

        Assert.True(
            probe.Status == response.StatusCode && (probe.Text is null || probe.Text == text),
            $"{request}: expected {(int)probe.Status} {probe.Text}, got {(int)response.StatusCode} {text}. Source: {probe.Source}");
    }

    [Fact]
    public void Probes_EachHasASource() => Assert.All(HttpProbe.All, probe => Assert.NotEmpty(probe.Source));

    /// <summary>azure-functions-host: AuthenticationLevelHandler.cs. On a host elsewhere, the key is one of the host's own function keys: those of a single function say nothing to its administration.</summary>
    [KeyTheory]
    [InlineData("api/probes/guarded", HttpStatusCode.OK)]
    [InlineData("api/probes/for-administrators", HttpStatusCode.Unauthorized)]
    [InlineData("api/probes/get-only", HttpStatusCode.OK)]
    [InlineData("admin/functions", HttpStatusCode.Forbidden)]
    public async Task Request_WithAFunctionKey_OpensThatLevelAndNoOther(string path, HttpStatusCode status)
    {
        using HttpResponseMessage inHeader = await host.SendAsync("GET", path, host.FunctionKey);
        using HttpResponseMessage inAddress = await host.SendAsync("GET", $"{path}?code={Uri.EscapeDataString(host.FunctionKey!)}");
        using HttpResponseMessage headerWins = await host.SendAsync("GET", $"{path}?code={Uri.EscapeDataString(host.FunctionKey!)}", "nobodys");

        Assert.Equal((status, status), (inHeader.StatusCode, inAddress.StatusCode));
        Assert.Equal(path.EndsWith("get-only", StringComparison.Ordinal) ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, headerWins.StatusCode);
    }

    /// <summary>
    /// azure-functions-host: Program.cs sets 100 MiB; azure-functions-host issue 10640: the worker's own server takes 30,000,000 bytes unless the application says otherwise.
    /// What refuses it differs by place: the front end says 413, the host itself 500 (its issue 10519).
    /// </summary>
    [Fact]
    public async Task Request_WithALargeBody_IsTakenUpToTheWorkersLimit()
    {
        using HttpResponseMessage taken = await PostBytesAsync(29_999_999);
        using HttpResponseMessage refused = await PostBytesAsync(30_000_001);

        Assert.Equal("29999999", await taken.Content.ReadAsStringAsync());
        Assert.Contains(refused.StatusCode, new[] { HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.InternalServerError });
    }

    /// <summary>azure-functions-host: FunctionInvocationMiddleware.cs hands RequestAborted on; the worker cancels the invocation's token.</summary>
    [Fact]
    public async Task Request_WhoseCallerGoes_IsCancelled()
    {
        string name = Guid.NewGuid().ToString("n");
        using var gone = new CancellationTokenSource();
        Task<HttpResponseMessage> request = host.Http.GetAsync($"api/probes/wait/{name}", gone.Token);
        await UntilAsync(name, "waiting");

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await UntilAsync(name, "cancelled");
    }

    private async Task<HttpResponseMessage> PostBytesAsync(int length)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/probes/length") { Content = new ByteArrayContent(new byte[length]) };
        request.Headers.ExpectContinue = true;
        return await host.Http.SendAsync(request);
    }

    private async Task UntilAsync(string name, string outcome)
    {
        long begun = TimeProvider.System.GetTimestamp();
        string seen;
        while ((seen = await host.Http.GetStringAsync($"api/probes/waited/{name}")) != outcome)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Patience, $"expected {outcome}, got {seen}");
            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
