using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Outreach.LocalHost.Commands;
using Outreach.LocalHost.Hosting;
using Outreach.LocalHost.Http;
using Outreach.LocalHost.Timers;
using Xunit;

namespace Outreach.LocalHost.Tests.Http;

/// <summary>FunctionsController, KeysController and HostController of the Functions host.</summary>
public sealed class AdministrationTests : IAsyncLifetime
{
    private const string Json = "application/json";

    private readonly SemaphoreSlim _runs = new(0);
    private FunctionsOverHttp _host = null!;

    public async Task InitializeAsync() => _host = await FunctionsOverHttp.StartAsync([typeof(Nightly), typeof(Guarded)], services: services =>
    {
        services.AddSingleton(_runs);
        services.AddSingleton<IScheduleStatusStore, NoStatuses>();
    });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Post_ToATimer_Answers202AndRunsIt()
    {
        using HttpResponseMessage answer = await _host.SendAsync("POST", "admin/functions/nightly", _host.Keys.Master.Value, new StringContent("{}", Encoding.UTF8, Json));

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.True(await _runs.WaitAsync(TimeSpan.FromSeconds(30)), "it did not run");
    }

    [Theory]
    [InlineData("nightly", "none", Json, """{"input":"x"}""", 401)]
    [InlineData("nightly", "unknown", Json, """{"input":"x"}""", 401)]
    [InlineData("nightly", "function", Json, """{"input":"x"}""", 403)]
    [InlineData("nightly", "master", Json, """{"input":"x"}""", 202)]
    [InlineData("nightly", "master", Json, """{"Input":null}""", 202)]
    [InlineData("nightly", "master", Json, """{"input":{}}""", 400)]
    [InlineData("nightly", "master", Json, "[]", 400)]
    [InlineData("nightly", "master", Json, "", 400)]
    [InlineData("nightly", "master", "text/plain", "{}", 415)]
    [InlineData("nobody", "master", Json, "{}", 404)]
    [InlineData("Guarded", "master", Json, "{}", 202)]
    public async Task Post_ByKeyNameAndBody_IsAnsweredAsTheFunctionsHostAnswers(string name, string key, string type, string body, int status)
    {
        using HttpResponseMessage answer = await _host.SendAsync("POST", $"admin/functions/{name}", Key(key), new StringContent(body, Encoding.UTF8, type));

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("admin/functions")]
    [InlineData("admin/functions/nightly")]
    [InlineData("admin/functions/Guarded/keys")]
    [InlineData("admin/functions/Guarded/keys/default")]
    [InlineData("admin/host/keys")]
    [InlineData("admin/host/functionkeys/default")]
    [InlineData("admin/host/systemkeys/_master")]
    [InlineData("admin/host/status")]
    public async Task Get_WithoutTheMasterKey_IsRefused(string path)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.SendAsync("GET", path)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.SendAsync("GET", path, Key("function"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _host.SendAsync("GET", path, Key("master"))).StatusCode);
    }

    [Fact]
    public async Task Get_Ping_NeedsNoKey() => Assert.Equal(HttpStatusCode.OK, (await _host.SendAsync("GET", "admin/host/ping")).StatusCode);

    [Theory]
    [InlineData("DELETE", "admin/functions/nightly")]
    [InlineData("GET", "admin/functions/nobody")]
    [InlineData("GET", "admin/functions/nobody/keys")]
    [InlineData("GET", "admin/host/keys/nobody")]
    [InlineData("GET", "admin/host/otherkeys")]
    public async Task Anything_Else_Is404(string method, string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await _host.SendAsync(method, path, Key("master"))).StatusCode);

    [Fact]
    public async Task Get_AFunctionsKey_OpensThatFunctionAndNoOther()
    {
        using HttpResponseMessage answer = await _host.SendAsync("GET", "admin/functions/guarded/keys/default", Key("master"));
        string own = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("value").GetString()!;

        Assert.Equal(HttpStatusCode.OK, (await _host.SendAsync("GET", "api/guarded", own)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.SendAsync("GET", "api/other", own)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.SendAsync("GET", "admin/functions", own)).StatusCode);
    }

    [Fact]
    public async Task Get_AFunction_DescribesItsTrigger()
    {
        using HttpResponseMessage answer = await _host.SendAsync("GET", "admin/functions/guarded", Key("master"));
        JsonElement function = await answer.Content.ReadFromJsonAsync<JsonElement>();
        JsonElement binding = function.GetProperty("config").GetProperty("bindings")[0];

        Assert.Equal($"{_host.Http.BaseAddress}api/Guarded", function.GetProperty("invoke_url_template").GetString());
        Assert.Equal(("httpTrigger", "Function"), (binding.GetProperty("type").GetString(), binding.GetProperty("authLevel").GetString()));
    }

    [Fact]
    public void KeysCommand_PrintsEveryKeyAndWhereTheyAre()
    {
        using var output = new StringWriter();
        KeyFiles files = _host.Services.GetRequiredService<KeyFiles>();

        KeysCommand.Print(files, _host.Services.GetRequiredService<FunctionCatalog>(), output);

        string said = output.ToString();
        Assert.All(
            new[] { files.Folder, files.Host.Master.Value, files.Host.Function[0].Value, files.Of("Guarded")[0].Value, files.Of("Other")[0].Value },
            expected => Assert.Contains(expected, said, StringComparison.Ordinal));
    }

    private string? Key(string which) => which switch
    {
        "none" => null,
        "function" => _host.Keys.Function[0].Value,
        "master" => _host.Keys.Master.Value,
        _ => "no such key",
    };

    private sealed class Nightly(SemaphoreSlim runs)
    {
        [Function(nameof(Nightly))]
        public void Run([TimerTrigger("0 0 3 * * *")] TimerInfo timer) => runs.Release();
    }

    private static class Guarded
    {
        [Function("Guarded")]
        public static IResult Run([HttpTrigger(AuthorizationLevel.Function)] HttpRequest request) => Results.Ok();

        [Function("Other")]
        public static IResult Other([HttpTrigger(AuthorizationLevel.Function)] HttpRequest request) => Results.Ok();
    }

    private sealed class NoStatuses : IScheduleStatusStore
    {
        public Task<ScheduleStatus?> FindAsync(string function, CancellationToken cancellationToken) => Task.FromResult<ScheduleStatus?>(null);

        public Task PutAsync(string function, ScheduleStatus status, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
