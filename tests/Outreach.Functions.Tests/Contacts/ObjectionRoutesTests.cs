using System.Reflection;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Moq;
using Outreach.Adapters.Storage;
using Outreach.Core.Access;
using Outreach.Core.Contacts;
using Outreach.Core.Lists;
using Outreach.Functions.Access;
using Outreach.Functions.Contacts;
using Outreach.Functions.Lists.Page;
using Outreach.Testing.Contacts;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Functions.Tests.Contacts;

public sealed class ObjectionRoutesTests : IAsyncLifetime
{
    private ObjectionsWorld _world = null!;

    public async Task InitializeAsync() => _world = await ObjectionsWorld.CreateAsync();

    public Task DisposeAsync()
    {
        _world.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Object_ThenReadThenWithdraw_AnswersReceiptsAndAStatement()
    {
        string body = JsonSerializer.Serialize(new { token = _world.Link().Token });

        (HttpResponse objected, string receipt) = await ObjectAsync(body);
        (_, string statement) = await AnswerAsync(body, request => new ReadStatementFunction(_world.Read).RunAsync(request, default));
        (_, string withdrawal) = await AnswerAsync(body, request => new WithdrawObjectionFunction(_world.Withdraw).RunAsync(request, default));

        Assert.Equal((200, "no-store"), (objected.StatusCode, objected.Headers.CacheControl.ToString()));
        using var told = JsonDocument.Parse(receipt);
        Assert.Equal(
            ["receipt", "campaign", "state", "at", "auditSequence", "auditHash", "number"], told.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Matches("^[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}$", told.RootElement.GetProperty("number").GetString());
        Assert.Contains("\"by\":\"Person\"", statement, StringComparison.Ordinal);
        Assert.Contains("\"state\":\"Withdrawn\"", withdrawal, StringComparison.Ordinal);
        Assert.DoesNotContain(_world.RefOf(0).Value, receipt + statement + withdrawal, StringComparison.Ordinal);
    }

    /// <summary>One body, in each language, whatever is wrong with a link, and not a word of what was sent.</summary>
    [Fact]
    [Trait("threat", "17")]
    [Trait("threat", "18")]
    public async Task Object_WrongLinks_AreTheSameBytes()
    {
        string good = _world.Link().Token!;
        string foreign = ContactLink.Create(_world.Book with { Secret = SamplePeople.Secret }, _world.RefOf(0));
        HashSet<string> bodies = new(StringComparer.Ordinal);
        foreach (string token in new[] { "", "x", foreign, good[..^2], good + "A" })
        {
            (HttpResponse response, string content) = await ObjectAsync(JsonSerializer.Serialize(new { token }));
            Assert.Equal(404, response.StatusCode);
            bodies.Add(content);
        }

        Assert.Contains("contacts.link-invalid", Assert.Single(bodies), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_ByAnAgentOverTheLimit_SaysWhenToGoOn()
    {
        _world.Limits.ObjectionsPerAgentAndHour = 1;
        string body = JsonSerializer.Serialize(_world.Body(), JsonSerializerOptions.Web);

        (HttpResponse first, _) = await RecordAsync(body);
        (HttpResponse second, string problem) = await RecordAsync(body);

        Assert.Equal((200, 429, "1800"), (first.StatusCode, second.StatusCode, second.Headers.RetryAfter.ToString()));
        Assert.Contains("contacts.too-many-objections", problem, StringComparison.Ordinal);
        Assert.DoesNotContain(_world.Body().Number!, problem, StringComparison.Ordinal);
    }

    /// <summary>A field too many is where personal data would come in unseen.</summary>
    [Theory]
    [InlineData("""{"token":"x","comment":"refused"}""")]
    [InlineData("""{"token":"x","token":"y"}""")]
    public async Task Object_UnknownOrRepeatedField_IsRefused(string body) => Assert.Equal(400, (await ObjectAsync(body)).Response.StatusCode);

    [Fact]
    [Trait("threat", "29")]
    public void Rules_OfTheFunctions_AdmitAnybodyByLinkAndAgentsByRole()
    {
        AccessAttribute agents = typeof(RecordObjectionFunction).GetCustomAttribute<AccessAttribute>()!;
        var doctor = new Caller("d", CallerKind.Practitioner, SamplePeople.Doctors[0], new HashSet<string>([Roles.ObjectForPeople], StringComparer.Ordinal));
        var manager = new Caller("m", CallerKind.Insurer, Practitioner: null, new HashSet<string>([Roles.ManageCampaigns], StringComparer.Ordinal));

        Assert.Null(AccessRules.Check(agents, ObjectionsWorld.Agent()));
        Assert.NotNull(AccessRules.Check(agents, doctor));
        Assert.NotNull(AccessRules.Check(agents, manager));
        Assert.All(
            new[] { typeof(ObjectFunction), typeof(WithdrawObjectionFunction), typeof(ReadStatementFunction), typeof(ContactPageFunction) },
            type => Assert.IsType<AnonymousAttribute>(type.GetCustomAttribute<AccessAttribute>()));
    }

    [Fact]
    [Trait("threat", "20")]
    [Trait("threat", "62")]
    public async Task Page_ForAnybody_TalksToUsAloneAndHasNothingToSubmit()
    {
        var account = new BlobServiceClient(new Uri("https://lists.blob.example"));
        var headers = new PageHeaders(
            Options.Create(new PageOptions { Authority = "https://sign-in.example" }),
            new OutreachStorage(new TableServiceClient("UseDevelopmentStorage=true"), account, account), new PublicAddress(new Uri("https://outreach.example")));

        (HttpResponse response, string page) = await AnswerAsync("", request => Task.FromResult(new ContactPageFunction(new PageAssets(), headers).Run(request)));

        Assert.Equal((200, "text/html; charset=utf-8", "no-store"), (response.StatusCode, response.ContentType, response.Headers.CacheControl.ToString()));
        Assert.Contains("connect-src 'self';", response.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
        Assert.Equal("no-referrer", response.Headers["Referrer-Policy"]);
        Assert.DoesNotContain("<form", page, StringComparison.Ordinal);
        Assert.Contains("/assets/contact-", page, StringComparison.Ordinal);
    }

    /// <summary>Nothing but POST does anything: GET, HEAD and OPTIONS meet no function.</summary>
    [Fact]
    [Trait("threat", "20")]
    public void Functions_ThatChangeOrTell_AnswerPostAlone() => Assert.All(
        new[] { typeof(ObjectFunction), typeof(WithdrawObjectionFunction), typeof(ReadStatementFunction), typeof(RecordObjectionFunction) },
        type => Assert.Equal(["post"], type.GetMethod("RunAsync")!.GetParameters()[0].GetCustomAttribute<HttpTriggerAttribute>()!.Methods!));

    private Task<(HttpResponse Response, string Content)> ObjectAsync(string body) =>
        AnswerAsync(body, request => new ObjectFunction(_world.Object).RunAsync(request, default));

    private Task<(HttpResponse Response, string Content)> RecordAsync(string body)
    {
        var context = new Mock<FunctionContext>();
        context.Setup(call => call.Items).Returns(new Dictionary<object, object> { ["Outreach.Caller"] = ObjectionsWorld.Agent() });
        return AnswerAsync(body, request => new RecordObjectionFunction(_world.Record).RunAsync(request, "autumn-2026", context.Object, default));
    }

    private static async Task<(HttpResponse Response, string Content)> AnswerAsync(string body, Func<HttpRequest, Task<IResult>> function)
    {
        await using ServiceProvider services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services };
        using var answer = new MemoryStream();
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        context.Request.ContentType = "application/json";
        context.Response.Body = answer;
        await (await function(context.Request)).ExecuteAsync(context);
        return (context.Response, Encoding.UTF8.GetString(answer.ToArray()));
    }
}
