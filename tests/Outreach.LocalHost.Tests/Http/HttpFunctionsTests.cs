using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Outreach.LocalHost.Tests.Http;

/// <summary>What the local host does as the Functions host, and a real host cannot be asked for from outside. The rest is in Outreach.Conformance.Tests.</summary>
public sealed class HttpFunctionsTests
{
    [Fact]
    public async Task Answer_OfAFunctionThatSays405_StaysItsOwn()
    {
        await using FunctionsOverHttp host = await FunctionsOverHttp.StartAsync([typeof(Answers)]);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await host.SendAsync("GET", "api/not-allowed")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.SendAsync("POST", "api/not-allowed")).StatusCode);
    }

    [Fact]
    public async Task Answer_IsWrittenWhileTheFunctionsServicesLast()
    {
        await using FunctionsOverHttp host = await FunctionsOverHttp.StartAsync([typeof(Answers)], services: services => services.AddScoped<Lasting>());

        Assert.Equal("same, still there", await host.Http.GetStringAsync("api/lasting"));
    }

    [Theory]
    [InlineData("api/text")]
    [InlineData("api/nothing")]
    public async Task Answer_OfAResultThatIsNone_Is200AndEmpty(string path)
    {
        await using FunctionsOverHttp host = await FunctionsOverHttp.StartAsync([typeof(Answers)]);
        using HttpResponseMessage response = await host.SendAsync("GET", path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Answer_InAPropertyOfTheResult_IsWritten()
    {
        await using FunctionsOverHttp host = await FunctionsOverHttp.StartAsync([typeof(Answers)]);

        Assert.Equal("from a property", await host.Http.GetStringAsync("api/property"));
    }

    /// <summary>WebJobsRouter and FunctionMetadataManager of the Functions host: in the order of names, the first that fits.</summary>
    [Fact]
    public async Task Route_ThatTwoFunctionsFit_GoesToTheFirstByName()
    {
        await using FunctionsOverHttp host = await FunctionsOverHttp.StartAsync([typeof(Overlapping)]);

        Assert.Equal("general", await host.Http.GetStringAsync("api/things/special"));
    }

    [Fact]
    public async Task Request_LargerThanTheSetting_Is413AndNeverReachesTheFunction()
    {
        Reached.Count = 0;
        await using FunctionsOverHttp host = await FunctionsOverHttp.StartAsync([typeof(Reached)], settings: [new("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", "10")]);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await host.SendAsync("POST", "api/reached", content: new StringContent("01234567890"))).StatusCode);
        Assert.Equal(0, Reached.Count);
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("POST", "api/reached", content: new StringContent("0123456789"))).StatusCode);
    }

    /// <summary>Nobody knows how long it is before it is read.</summary>
    [Fact]
    public async Task Request_WithoutAStatedLengthAndTooLarge_Is413()
    {
        await using FunctionsOverHttp host = await FunctionsOverHttp.StartAsync([typeof(Reached)], settings: [new("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", "10")]);
        using var content = new StreamContent(new MadeBytes(11));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await host.SendAsync("POST", "api/reached", content: content)).StatusCode);
    }

    /// <summary>The worker's own server has a limit too, and the application may move it.</summary>
    [Theory]
    [InlineData(null, 30_000_000)]
    [InlineData(40_000_000L, 40_000_000)]
    [InlineData(200_000_000L, 104_857_600)]
    public async Task Request_LargerThanTheWorkersServerTakes_Is413(long? configured, int limit)
    {
        await using FunctionsOverHttp host = await FunctionsOverHttp.StartAsync([typeof(Reached)], services: services =>
        {
            if (configured is { } bytes)
            {
                services.Configure<KestrelServerOptions>(server => server.Limits.MaxRequestBodySize = bytes);
            }
        });
        using var fits = new StreamContent(new MadeBytes(limit));
        fits.Headers.ContentLength = limit;
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/unread") { Content = new StreamContent(new MadeBytes(limit + 1)) };
        request.Content.Headers.ContentLength = limit + 1L;
        request.Headers.ExpectContinue = true;

        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("POST", "api/unread", content: fits)).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await host.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Request_BeyondWhatHostJsonHolds_Is429()
    {
        Held.Release = new TaskCompletionSource();
        await using FunctionsOverHttp host = await FunctionsOverHttp.StartAsync(
            [typeof(Held)], """{ "version": "2.0", "extensions": { "http": { "maxOutstandingRequests": 2, "maxConcurrentRequests": 1 } } }""");
        Task<HttpResponseMessage> running = host.SendAsync("GET", "api/held");
        await Held.Entered.WaitAsync();
        List<Task<HttpResponseMessage>> further = [host.SendAsync("GET", "api/held"), host.SendAsync("GET", "api/held"), host.SendAsync("GET", "api/held")];
        for (int i = 0; i < 2; i++)
        {
            Task<HttpResponseMessage> refused = await Task.WhenAny(further);
            further.Remove(refused);
            Assert.Equal(HttpStatusCode.TooManyRequests, (await refused).StatusCode);
            Assert.Equal("1", Assert.Single((await refused).Headers.GetValues("X-FUNCTION-SCALEOUT")));
        }

        Assert.Equal(0, Held.Entered.CurrentCount);
        Held.Release.SetResult();
        Assert.Equal(HttpStatusCode.OK, (await running).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await further.Single()).StatusCode);
    }

    [Fact]
    public async Task Answer_WithCustomHeadersInHostJson_HasThem_AndAFunctionsOwnWin()
    {
        await using FunctionsOverHttp host = await FunctionsOverHttp.StartAsync(
            [typeof(Answers)], """{ "version": "2.0", "extensions": { "http": { "customHeaders": { "X-Frame-Options": "DENY", "X-Own": "host" } } } }""");
        using HttpResponseMessage response = await host.SendAsync("GET", "api/property");

        Assert.Equal("DENY", Assert.Single(response.Headers.GetValues("X-Frame-Options")));
        Assert.Equal("function", Assert.Single(response.Headers.GetValues("X-Own")));
    }

    [Theory]
    [InlineData("AzureWebJobs.Guarded.Disabled", "1")]
    [InlineData("AzureWebJobs_Guarded_Disabled", "True")]
    public async Task Function_TurnedOffByASetting_IsNotFoundButByTheMaster(string setting, string value)
    {
        await using FunctionsOverHttp host = await FunctionsOverHttp.StartAsync([typeof(Guards)], settings: [new(setting, value)]);

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.SendAsync("GET", "api/guarded")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.SendAsync("GET", "api/guarded", host.Keys.Function[0].Value)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("GET", "api/guarded", host.Keys.Master.Value)).StatusCode);
    }

    /// <summary>The worker tells the host only what the attribute was given, and the host's own default is a function key.</summary>
    [Fact]
    public async Task Function_ThatNamesMethodsAndNoLevel_AsksForAKey()
    {
        await using FunctionsOverHttp host = await FunctionsOverHttp.StartAsync([typeof(Guards)]);

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.SendAsync("GET", "api/methodsonly")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("GET", "api/methodsonly", host.Keys.Function[0].Value)).StatusCode);
    }

    [Theory]
    [InlineData("application/json", """{"word":"hello"}""", 200)]
    [InlineData("application/json", "{", 500)]
    [InlineData("application/json", "", 500)]
    [InlineData("text/plain", "hello", 500)]
    public async Task FromBody_ReadsJson_AndFailsForAnythingElse(string type, string body, int status)
    {
        await using FunctionsOverHttp host = await FunctionsOverHttp.StartAsync([typeof(Bodies)]);
        using HttpResponseMessage response = await host.SendAsync("POST", "api/body", content: new StringContent(body, Encoding.UTF8, type));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 200 ? "hello" : "", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task ActionResult_WithAnObject_IsWrittenAsJson()
    {
        await using FunctionsOverHttp host = await FunctionsOverHttp.StartAsync([typeof(Bodies)]);

        Assert.Equal("""{"word":"hello"}""", await host.Http.GetStringAsync("api/object"));
    }

    private sealed class Lasting : IDisposable
    {
        public bool IsOver { get; private set; }

        public void Dispose() => IsOver = true;
    }

    private sealed class AnswerOfLasting(Lasting ours) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => httpContext.Response.WriteAsync(
            $"{(httpContext.RequestServices.GetService<Lasting>() == ours ? "same" : "another")}, {(ours.IsOver ? "over" : "still there")}");
    }

    private sealed record Several([property: HttpResult] IResult Http, string Other);

    private sealed record Words(string Word);

    private sealed class Answers
    {
        [Function(nameof(NotAllowed))]
        public static IResult NotAllowed([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "not-allowed")] HttpRequest request) =>
            Results.StatusCode(StatusCodes.Status405MethodNotAllowed);

        [Function(nameof(InScope))]
        public static IResult InScope([HttpTrigger(AuthorizationLevel.Anonymous, Route = "lasting")] HttpRequest request, FunctionContext context) =>
            new AnswerOfLasting(context.InstanceServices.GetRequiredService<Lasting>());

        [Function(nameof(Text))]
        public static object Text([HttpTrigger(AuthorizationLevel.Anonymous, Route = "text")] HttpRequest request) => "unseen";

        [Function(nameof(Nothing))]
        public static Task Nothing([HttpTrigger(AuthorizationLevel.Anonymous, Route = "nothing")] HttpRequest request) => Task.CompletedTask;

        [Function(nameof(Property))]
        public static Several Property([HttpTrigger(AuthorizationLevel.Anonymous, Route = "property")] HttpRequest request)
        {
            request.HttpContext.Response.Headers["X-Own"] = "function";
            return new Several(Results.Text("from a property"), "unseen");
        }
    }

    private static class Overlapping
    {
        [Function("ZSpecial")]
        public static IResult Special([HttpTrigger(AuthorizationLevel.Anonymous, Route = "things/special")] HttpRequest request) => Results.Text("special");

        [Function("AGeneral")]
        public static IResult General([HttpTrigger(AuthorizationLevel.Anonymous, Route = "things/{name}")] HttpRequest request, string name) => Results.Text("general");
    }

    private static class Reached
    {
        public static int Count { get; set; }

        [Function("Reached")]
        public static async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
        {
            Count++;
            using var reader = new StreamReader(request.Body);
            return Results.Text($"{(await reader.ReadToEndAsync()).Length}");
        }

        [Function("Unread")]
        public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Results.Ok();
    }

    private static class Held
    {
        public static TaskCompletionSource Release { get; set; } = new();

        public static SemaphoreSlim Entered { get; } = new(0);

        [Function("Held")]
        public static async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
        {
            Entered.Release();
            await Release.Task;
            return Results.Ok();
        }
    }

    private static class Guards
    {
        [Function("Guarded")]
        public static IResult Guarded([HttpTrigger(AuthorizationLevel.Function)] HttpRequest request) => Results.Ok();

        [Function("MethodsOnly")]
        public static IResult MethodsOnly([HttpTrigger("get")] HttpRequest request) => Results.Ok();
    }

    private static class Bodies
    {
        [Function("Body")]
        public static IResult Body([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, [Microsoft.Azure.Functions.Worker.Http.FromBody] Words words) => Results.Text(words.Word);

        [Function("Object")]
        public static IActionResult Object([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => new OkObjectResult(new Words("hello"));
    }
}
