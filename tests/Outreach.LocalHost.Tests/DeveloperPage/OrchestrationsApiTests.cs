using System.Text;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Outreach.LocalHost.DeveloperPage;
using Outreach.Testing.Durable;
using Xunit;

namespace Outreach.LocalHost.Tests.DeveloperPage;

public sealed class OrchestrationsApiTests : IAsyncLifetime
{
    private const string Canary = "canary-51c0";

    private readonly TestFunctions _functions = new TestFunctions()
        .Activity<string>("Echo", text => text)
        .Activity<string>("Break", text => throw new InvalidDataException(text))
        .Orchestrator("Waits", async context => await context.WaitForExternalEvent<JsonElement?>("Go"))
        .Orchestrator("Child", async context => await context.CallActivityAsync<string>("Echo", Canary))
        .Orchestrator("Fails", async context => await context.CallActivityAsync<string>("Break", Canary))
        .Orchestrator("Everything", async context =>
        {
            context.SetCustomStatus(Canary);
            await context.CallActivityAsync<string>("Echo", Canary);
            await context.CallSubOrchestratorAsync<string>("Child", Canary);
            await context.CreateTimer(context.CurrentUtcDateTime, CancellationToken.None);
            context.SendEvent("nobody", "Said", Canary);
            return await context.WaitForExternalEvent<string>("Go");
        });

    private PageSite _site = null!;

    public async Task InitializeAsync() => _site = await PageSite.StartAsync(_functions);

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    [Trait("threat", "53")]
    public async Task EveryAnswer_OfOrchestrationsFullOfCanaries_HoldsNamesAndTimesOnly()
    {
        string everything = await StartAsync("Everything", Canary);
        (int raised, _) = await _site.PostAsync($"orchestrations/raise-event?instanceId={everything}&eventName=Go", JsonSerializer.Serialize(Canary));
        string failing = await StartAsync("Fails", Canary);
        Assert.Equal(Canary, (await _site.Hub.CompleteAsync(everything)).ReadOutputAs<string>());
        await _site.Hub.CompleteAsync(failing);

        string[] answers =
        [
            (await _site.GetAsync("orchestrations")).Body.GetRawText(),
            (await _site.GetAsync($"orchestrations/timeline?instanceId={everything}")).Body.GetRawText(),
            (await _site.GetAsync($"orchestrations/timeline?instanceId={failing}")).Body.GetRawText(),
        ];

        Assert.Equal(202, raised);
        string all = string.Join('\n', answers);
        foreach (string shown in new[] { "\"Everything\"", "\"Echo\"", "\"Child\"", "\"Said\"", "\"Go\"", typeof(InvalidDataException).FullName!, "\"Fired\"" })
        {
            Assert.Contains(shown, all, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Canary, all, StringComparison.Ordinal);
        Assert.Contains(Canary, await _site.Hub.DumpAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timeline_AskedForAgain_IsNotReadAgainUntilATurnWasTaken()
    {
        string id = await StartAsync("Waits");
        string path = $"orchestrations/timeline?instanceId={id}";
        await _site.ReachAsync(id, OrchestrationRuntimeStatus.Running);
        string etag = TimelineView.ETagOf((await _site.Hub.Store.FindStateAsync(id, withInput: false, CancellationToken.None))!);

        (int same, _) = await _site.SendAsync(Known(path, etag));
        await _site.PostAsync($"orchestrations/raise-event?instanceId={id}&eventName=Go");
        await _site.Hub.CompleteAsync(id);
        (int changed, JsonElement body) = await _site.SendAsync(Known(path, etag));

        Assert.Equal((304, 200), (same, changed));
        Assert.Equal("Completed", body.GetProperty("orchestration").GetProperty("status").GetString());
        Assert.Equal(["EventRaised"], body.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("kind").GetString()!));
    }

    [Fact]
    public async Task RaiseEvent_WithAPayload_GivesItToTheOrchestrationAsItIs()
    {
        string id = await StartAsync("Waits");

        (int status, _) = await _site.PostAsync($"orchestrations/raise-event?instanceId={id}&eventName=Go", """{ "a": [1, 2.50, "é"] }""");

        Assert.Equal(202, status);
        JsonElement output = (await _site.Hub.CompleteAsync(id)).ReadOutputAs<JsonElement>();
        Assert.Equal("""[1,2.50,"é"]""", output.GetProperty("a").GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\\u00E9", "é", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "canary-51c0": """, 400, "dev.payload-malformed")]
    [InlineData("canary-51c0", 400, "dev.payload-malformed")]
    [InlineData("1 2", 400, "dev.payload-malformed")]
    public async Task RaiseEvent_WithAPayloadThatIsNoJson_SaysWhereAndQuotesNothing(string payload, int status, string code)
    {
        string id = await StartAsync("Waits");

        JsonElement problem = await RefusedAsync(_site.PostAsync($"orchestrations/raise-event?instanceId={id}&eventName=Go", payload), status, code);

        Assert.Contains("line 1", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", problem.GetRawText(), StringComparison.Ordinal);
        Assert.Empty(await _site.Hub.Store.ReadInboxAsync(id, CancellationToken.None));
    }

    [Fact]
    public async Task RaiseEvent_TooLargeOrOfAnotherType_IsRefused()
    {
        string id = await StartAsync("Waits");
        string path = $"orchestrations/raise-event?instanceId={id}&eventName=Go";
        using var xml = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("<xml/>", Encoding.UTF8, "application/xml") };

        await RefusedAsync(_site.PostAsync(path, $"\"{new string('x', OrchestrationCommands.LargestPayload)}\""), 413, "dev.payload-too-large");
        await RefusedAsync(_site.SendAsync(xml), 415, "dev.payload-media-type");
        await RefusedAsync(_site.PostAsync($"orchestrations/raise-event?instanceId={id}"), 400, "dev.parameter-missing");
    }

    [Fact]
    public async Task Commands_OneAfterTheOther_SuspendResumeTerminateAndPurge()
    {
        string id = await StartAsync("Waits");
        await _site.ReachAsync(id, OrchestrationRuntimeStatus.Running);

        await RefusedAsync(_site.PostAsync($"orchestrations/resume?instanceId={id}"), 409, "dev.instance-state");
        Assert.Equal(202, (await _site.PostAsync($"orchestrations/suspend?instanceId={id}")).Status);
        await _site.ReachAsync(id, OrchestrationRuntimeStatus.Suspended);
        await RefusedAsync(_site.PostAsync($"orchestrations/suspend?instanceId={id}"), 409, "dev.instance-state");
        Assert.Equal(202, (await _site.PostAsync($"orchestrations/resume?instanceId={id}")).Status);
        await _site.ReachAsync(id, OrchestrationRuntimeStatus.Running);
        await RefusedAsync(_site.PostAsync($"orchestrations/purge?instanceId={id}"), 409, "dev.instance-not-over");
        Assert.Equal(202, (await _site.PostAsync($"orchestrations/terminate?instanceId={id}&recursive=true")).Status);
        await _site.ReachAsync(id, OrchestrationRuntimeStatus.Terminated);
        await RefusedAsync(_site.PostAsync($"orchestrations/suspend?instanceId={id}"), 409, "dev.instance-over");
        await RefusedAsync(_site.PostAsync($"orchestrations/raise-event?instanceId={id}&eventName=Go"), 409, "dev.instance-over");
        Assert.Equal(204, (await _site.PostAsync($"orchestrations/purge?instanceId={id}")).Status);

        await RefusedAsync(_site.GetAsync($"orchestrations/timeline?instanceId={id}"), 404, "dev.no-such-instance");
    }

    [Theory]
    [InlineData("raise-event", "&eventName=Go")]
    [InlineData("suspend", "")]
    [InlineData("resume", "")]
    [InlineData("terminate", "")]
    [InlineData("purge", "")]
    public async Task Command_ToAnUnknownInstance_Is404_AndToNone400(string command, string more)
    {
        await RefusedAsync(_site.PostAsync($"orchestrations/{command}?instanceId=nobody{more}"), 404, "dev.no-such-instance");
        await RefusedAsync(_site.PostAsync($"orchestrations/{command}?{more}"), 400, "dev.parameter-missing");
    }

    /// <summary>A sub-orchestration may be given an id that would not survive a path.</summary>
    [Fact]
    public async Task Timeline_OfAnIdThatNoPathCouldCarry_IsFound()
    {
        const string Strange = "a/../b#?%2F é+ &instanceId=c";
        _functions.Orchestrator("Parent", async context => await context.CallSubOrchestratorAsync<string>("Child", input: null, new SubOrchestrationOptions { InstanceId = Strange }));
        string parent = await StartAsync("Parent");
        await _site.Hub.CompleteAsync(parent);

        (int status, JsonElement body) = await _site.GetAsync($"orchestrations/timeline?instanceId={Uri.EscapeDataString(Strange)}");

        Assert.Equal(200, status);
        Assert.Equal(Strange, body.GetProperty("orchestration").GetProperty("instanceId").GetString());
        Assert.Equal(parent, body.GetProperty("orchestration").GetProperty("parentInstanceId").GetString());
    }

    private async Task<string> StartAsync(string name, object? input = null)
    {
        string id = await _site.Client.ScheduleNewOrchestrationInstanceAsync(name, input);
        return id;
    }

    private static HttpRequestMessage Known(string path, string etag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        return request;
    }

    private static async Task<JsonElement> RefusedAsync(Task<(int Status, JsonElement Body)> answer, int status, string code)
    {
        (int actual, JsonElement problem) = await answer;
        Assert.True(actual == status, $"answered {actual}: {problem}");
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.True(problem.GetProperty("detail").GetString()!.Length > 20, "the problem says nothing");
        return problem;
    }
}
