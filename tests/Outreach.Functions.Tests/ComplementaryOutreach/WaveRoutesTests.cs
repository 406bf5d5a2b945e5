using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Outreach.Core.Access;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Functions.Access;
using Outreach.Functions.ComplementaryOutreach;
using Outreach.Testing.ComplementaryOutreach;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Functions.Tests.ComplementaryOutreach;

/// <summary>Waves, exceptions and schedules as they are answered over HTTP.</summary>
public sealed class WaveRoutesTests : IAsyncLifetime
{
    private const string Plan = """{ "group": "WithoutPractitioner", "template": "first-words", "channels": ["Email"], "departments": ["75"], "mostPeople": 500 }""";

    private WaveHub _waves = null!;

    private PlanningWorld World => _waves.World;

    public async Task InitializeAsync() => _waves = await WaveHub.StartAsync(await PlanningWorld.CreateAsync(PlanningWorld.Person(1)));

    public async Task DisposeAsync() => await _waves.DisposeAsync();

    [Fact]
    public async Task Waves_FromPlanToApproval_AreAnsweredWithWhereTheyAre()
    {
        (HttpResponse planned, JsonElement wave) = await PlanAsync(Plan);
        string id = wave.GetProperty("waveId").GetString()!;
        await _waves.UntilAsync(new Wave(new WaveId(id), World.Campaign.Id, default, SampleWaves.Plan, "", default), WaveState.AwaitingApproval);
        (_, JsonElement again) = await PlanAsync(Plan);
        (HttpResponse read, JsonElement found) = await GetAsync(id);
        string preview = $$"""{ "countedAt": {{found.GetProperty("preview").GetProperty("countedAt").GetRawText()}} }""";
        (HttpResponse own, JsonElement refused) = await ApproveAsync(id, "author", preview, "fr");
        (HttpResponse unnamed, JsonElement missing) = await ApproveAsync(id, "approver", "{}");
        (HttpResponse approved, JsonElement running) = await ApproveAsync(id, "approver", preview);

        Assert.Equal((202, $"/api/campaigns/{World.Id}/waves/{id}", "5", "no-store"), (
            planned.StatusCode, planned.Headers.ContentLocation.ToString(), planned.Headers.RetryAfter.ToString(), planned.Headers.CacheControl.ToString()));
        Assert.Equal(id, again.GetProperty("waveId").GetString());
        Assert.Equal((200, "AwaitingApproval", 1), (
            read.StatusCode, found.GetProperty("state").GetString(), found.GetProperty("preview").GetProperty("selected").GetProperty("Email").GetInt32()));
        Assert.Equal((403, "waves.own-wave", "fr"), (own.StatusCode, refused.GetProperty("code").GetString(), own.Headers.ContentLanguage.ToString()));
        Assert.Equal((400, "waves.preview-not-named"), (unnamed.StatusCode, missing.GetProperty("code").GetString()));
        Assert.Equal((202, "Running"), (approved.StatusCode, running.GetProperty("state").GetString()));
        Assert.NotEqual(found.GetProperty("author").GetString(), running.GetProperty("decider").GetString());
    }

    [Fact]
    public async Task Get_WhileItIsCounted_SaysHowFar()
    {
        Wave wave = await _waves.PlanAsync();

        (HttpResponse before, _) = await GetAsync(wave.Id.Value);

        Assert.Equal(("queued", "5"), (before.Headers["X-Progress"].ToString(), before.Headers.RetryAfter.ToString()));
        await _waves.Orchestrations.StartAsync(wave.Campaign, wave.Id, default);
        string progress = "queued";
        while (progress == "queued")
        {
            progress = (await GetAsync(wave.Id.Value)).Response.Headers["X-Progress"].ToString();
        }

        Assert.Matches("^(previewing [0-9]+/108)?$", progress);
    }

    [Fact]
    public async Task Cancel_Planned_IsOverAtOnce_AndListedSo()
    {
        Wave wave = await _waves.PlanAsync();

        (HttpResponse response, JsonElement cancelled) = await AnswerAsync("", (request, context) =>
            new CancelWaveFunction(World.Change, SamplePeople.Pseudonyms).RunAsync(request, World.Id, wave.Id.Value, _waves.Hub.Client, context, default));
        (_, JsonElement all) = await AnswerAsync("", (request, _) => new ListWavesFunction(World.Read).RunAsync(request, World.Id, default));

        Assert.Equal((200, "Cancelled"), (response.StatusCode, cancelled.GetProperty("state").GetString()));
        Assert.Equal("Cancelled", Assert.Single(all.GetProperty("waves").EnumerateArray()).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("""{ "group": "WithoutPractitioner", "template": "first-words", "channels": ["Email"], "everybody": true }""", PlanningWorld.Key, 400, "http.body-malformed")]
    [InlineData("""{ "group": "WithoutPractitioner", "template": "first-words", "channels": ["Email"], "departments": [null] }""", PlanningWorld.Key, 400, "waves.department-unknown")]
    [InlineData("""{ "group": "WithoutPractitioner", "template": "first-words", "channels": [null] }""", PlanningWorld.Key, 400, "waves.channels-invalid")]
    [InlineData(Plan, null, 400, "waves.idempotency-key-missing")]
    [InlineData("""{ "group": "WithPractitioner", "template": "first-words", "channels": ["Email"] }""", PlanningWorld.Key, 400, "waves.exception-missing")]
    public async Task Plan_SomethingWrong_SaysWhat(string body, string? key, int status, string code)
    {
        (HttpResponse response, JsonElement problem) = await PlanAsync(body, key);

        Assert.Equal((status, code), (response.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Empty(await World.ToldAsync());
    }

    [Fact]
    public async Task Exceptions_AskedApprovedAndRevoked_SayHowFarTheyAre()
    {
        var answers = new OutreachExceptionAnswers(World.ReadExceptions, World.Time);
        string body = JsonSerializer.Serialize(
            new { justification = "Doctors of one island are all on leave.", mostPeople = 9, notAfter = World.Time.GetUtcNow().AddDays(3).ToString("O") });

        (_, JsonElement asked) = await AnswerAsync(body, (request, context) =>
            new AskOutreachExceptionFunction(World.Ask, answers, SamplePeople.Pseudonyms).RunAsync(request, World.Id, context, default));
        string id = asked.GetProperty("exceptionId").GetString()!;
        (_, JsonElement approved) = await AnswerAsync("", (request, context) =>
            new ApproveOutreachExceptionFunction(World.DecideException, answers, SamplePeople.Pseudonyms).RunAsync(request, World.Id, id, context, default), "approver");
        (_, JsonElement revoked) = await AnswerAsync("", (request, context) =>
            new RevokeOutreachExceptionFunction(World.DecideException, answers, SamplePeople.Pseudonyms).RunAsync(request, World.Id, id, context, default));
        (_, JsonElement all) = await AnswerAsync("", (request, _) => new ListOutreachExceptionsFunction(answers).RunAsync(request, World.Id, default));

        Assert.Equal(["Requested", "Approved", "Revoked"], new[] { asked, approved, revoked }.Select(answer => answer.GetProperty("state").GetString()));
        Assert.Equal(id, Assert.Single(all.GetProperty("exceptions").EnumerateArray()).GetProperty("exceptionId").GetString());
    }

    [Fact]
    public async Task Schedule_SetReadAndRemoved_SaysWhenItIsDueNext()
    {
        (HttpResponse set, _) = await AnswerAsync($$"""{ "expression": "0 0 9 * * *", "plan": {{Plan}} }""", (request, context) =>
            new SetOutreachScheduleFunction(World.SetSchedule, SamplePeople.Pseudonyms, World.Time).RunAsync(request, World.Id, context, default));
        (_, JsonElement read) = await AnswerAsync("", (request, _) => new GetOutreachScheduleFunction(World.SetSchedule, World.Time).RunAsync(request, World.Id, default));
        (HttpResponse removed, _) = await AnswerAsync("", (request, context) =>
            new RemoveOutreachScheduleFunction(World.SetSchedule, SamplePeople.Pseudonyms).RunAsync(request, World.Id, context, default));
        (HttpResponse gone, _) = await AnswerAsync("", (request, _) => new GetOutreachScheduleFunction(World.SetSchedule, World.Time).RunAsync(request, World.Id, default));

        Assert.Equal((200, 204, 404), (set.StatusCode, removed.StatusCode, gone.StatusCode));
        Assert.Equal(new DateTimeOffset(2026, 11, 3, 8, 0, 0, TimeSpan.Zero), read.GetProperty("next").GetDateTimeOffset());
    }

    /// <summary>Doctors reach none of it; who plans does not approve; who may do one of the two may read and cancel.</summary>
    [Fact]
    [Trait("threat", "28")]
    [Trait("threat", "29")]
    public void Rules_OfEachRoute_AdmitTheRolesTheyNameAndNobodyElse()
    {
        Type[] routes = [.. typeof(PlanWaveFunction).Assembly.GetTypes().Where(type => type.Namespace == typeof(PlanWaveFunction).Namespace && type.GetCustomAttribute<AccessAttribute>() is not null)];
        string[] approving = [nameof(ApproveWaveFunction), nameof(RejectWaveFunction), nameof(ApproveOutreachExceptionFunction)];
        string[] planning = [nameof(PlanWaveFunction), nameof(AskOutreachExceptionFunction), nameof(SetOutreachScheduleFunction)];
        Assert.True(routes.Length >= 14, "the routes were not found");
        Assert.All(routes.Where(route => route.GetCustomAttribute<RequiresHabilitationAttribute>()!.AnyOf.Any(role => role is Roles.WriteWaves or Roles.ApproveWaves)), route =>
        {
            var rule = route.GetCustomAttribute<RequiresHabilitationAttribute>()!;
            bool approves = approving.Contains(route.Name), plans = planning.Contains(route.Name);
            Assert.Equal(approves ? HabilitationPurpose.ApproveOutreach : HabilitationPurpose.PlanOutreach, rule.Purpose);
            Assert.Equal(plans ? HabilitationPurpose.PlanOutreach : HabilitationPurpose.ApproveOutreach, rule.Or);
            Assert.Equal(!approves, AccessRules.Check(rule, Agent(Roles.WriteWaves)) is null);
            Assert.Equal(!plans, AccessRules.Check(rule, Agent(Roles.ApproveWaves)) is null);
            Assert.NotNull(AccessRules.Check(rule, Agent(Roles.ManageCampaigns, Roles.ReadAudit, Roles.ReportDeliveries)));
            Assert.NotNull(AccessRules.Check(rule, new Caller("d", CallerKind.Practitioner, SamplePeople.Doctors[0], Set(Roles.WriteWaves, Roles.ApproveWaves))));
        });
    }

    private static Caller Agent(params string[] roles) => new("a", CallerKind.Insurer, null, Set(roles));

    private static HashSet<string> Set(params string[] roles) => new(roles, StringComparer.Ordinal);

    private Task<(HttpResponse Response, JsonElement Body)> PlanAsync(string body, string? key = PlanningWorld.Key) => AnswerAsync(
        body,
        (request, context) => new PlanWaveFunction(World.Plan, SamplePeople.Pseudonyms).RunAsync(request, World.Id, _waves.Hub.Client, context, default),
        key: key);

    private Task<(HttpResponse Response, JsonElement Body)> GetAsync(string wave) =>
        AnswerAsync("", (request, _) => new GetWaveFunction(World.Read).RunAsync(request, World.Id, wave, _waves.Hub.Client, default));

    private Task<(HttpResponse Response, JsonElement Body)> ApproveAsync(string wave, string caller, string body, string language = "en") => AnswerAsync(
        body,
        (request, context) => new ApproveWaveFunction(World.Decide, SamplePeople.Pseudonyms, World.Time).RunAsync(request, World.Id, wave, _waves.Hub.Client, context, default),
        caller,
        language: language);

    private static async Task<(HttpResponse Response, JsonElement Body)> AnswerAsync(
        string body, Func<HttpRequest, FunctionContext, Task<IResult>> function, string caller = "author", string? key = PlanningWorld.Key, string language = "en")
    {
        await using ServiceProvider services = new ServiceCollection().AddLogging().BuildServiceProvider();
        using var answer = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = services };
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        http.Request.ContentType = "application/json";
        http.Request.Headers.AcceptLanguage = language;
        if (key is not null)
        {
            http.Request.Headers["Idempotency-Key"] = key;
        }

        http.Response.Body = answer;
        var context = new Mock<FunctionContext>();
        context.Setup(call => call.Items).Returns(new Dictionary<object, object>
        {
            ["Outreach.Caller"] = new Caller(caller, CallerKind.Insurer, null, new HashSet<string>(StringComparer.Ordinal)),
        });
        await (await function(http.Request, context.Object)).ExecuteAsync(http);
        return (http.Response, answer.Length == 0 ? default : JsonDocument.Parse(answer.ToArray()).RootElement);
    }
}
