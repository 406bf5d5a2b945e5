using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Outreach.Core.Access;
using Outreach.Functions.ComplementaryOutreach.Messages;
using Outreach.Testing.ComplementaryOutreach;
using Xunit;

namespace Outreach.Functions.Tests.ComplementaryOutreach;

/// <summary>Templates as the functions take and answer them.</summary>
public sealed class MessageTemplateRoutesTests
{
    private readonly MessagesWorld _world = new();

    private string Campaign => _world.Campaign.Id.Value;

    /// <summary>The default is ready to be sent back as it is, and to be approved by somebody else.</summary>
    [Fact]
    [Trait("threat", "28")]
    public async Task Default_PostedAsItIs_IsApprovedByAnother()
    {
        string words = (await AnswerAsync(request => new GetDefaultMessageTemplateFunction(_world.Finder()).RunAsync(request, Campaign, default))).Body;

        (int created, string location, string draft) = await CreateAsync(words);
        (int again, _, _) = await CreateAsync(words);
        (int own, _, string refused) = await ApproveAsync(_world.Author);
        (int approved, _, string version) = await ApproveAsync(_world.Approver);

        Assert.Equal((201, 200, 403, 200), (created, again, own, approved));
        Assert.Equal($"/api/campaigns/{Campaign}/message-templates/default-information/versions/1", location);
        Assert.Equal("templates.own", (string?)JsonNode.Parse(refused)!["code"]);
        JsonNode answer = JsonNode.Parse(version)!;
        Assert.Equal(("Approved", 1, 0), ((string?)answer["state"], (int)answer["version"]!, answer["findings"]!.AsArray().Count));
        Assert.Equal((string?)JsonNode.Parse(words)!["texts"]!["sms"]!["fr"]!["body"], (string?)answer["texts"]!["sms"]!["fr"]!["body"]);
        Assert.Equal((string?)JsonNode.Parse(draft)!["author"], (string?)answer["author"]);
        Assert.NotEqual((string?)answer["author"], (string?)answer["approver"]);
    }

    [Fact]
    public async Task Approve_Pressing_IsRefusedWithItsFindings()
    {
        await CreateAsync(Pressing());

        (int status, _, string body) = await ApproveAsync(_world.Approver);

        JsonArray findings = JsonNode.Parse(body)!["findings"]!.AsArray();
        Assert.Equal(409, status);
        Assert.Contains(findings, finding => (string?)finding!["code"] == "wording.urgency" && (string?)finding["channel"] == "sms" && (int)finding["column"]! == 1);
        Assert.All(findings, finding => Assert.NotEqual((string?)finding!["english"], (string?)finding["french"]));
    }

    [Fact]
    public async Task AddVersionThenListAndRetire_ShowEachVersion()
    {
        await CreateAsync(JsonSerializer.Serialize(Core.ComplementaryOutreach.Messages.DefaultTemplate.Body, JsonSerializerOptions.Web));
        (int added, _, _) = await AnswerAsync(
            request => new AddMessageTemplateVersionFunction(_world.Write()).RunAsync(request, Campaign, "default-information", Context(_world.Author), default), Pressing());
        (int retired, _, _) = await AnswerAsync(
            request => new RetireMessageTemplateFunction(_world.Decide()).RunAsync(request, Campaign, "default-information", "1", Context(_world.Author), default));

        JsonArray list = JsonNode.Parse((await AnswerAsync(request => new ListMessageTemplatesFunction(_world.Read()).RunAsync(request, Campaign, default))).Body)!["templates"]!.AsArray();
        JsonNode one = JsonNode.Parse((await AnswerAsync(
            request => new GetMessageTemplateFunction(_world.Read()).RunAsync(request, Campaign, "default-information", "2", default))).Body)!;

        Assert.Equal((201, 200), (added, retired));
        Assert.Equal(["1 Retired", "2 Draft"], list.Select(version => $"{version!["version"]} {version["state"]}"));
        Assert.NotEmpty(one["findings"]!.AsArray());
    }

    [Fact]
    public async Task Preview_OfAChannel_ShowsSyntheticPeople()
    {
        await CreateAsync(JsonSerializer.Serialize(Core.ComplementaryOutreach.Messages.DefaultTemplate.Body, JsonSerializerOptions.Web));

        (int status, _, string body) = await PreviewAsync("sms");
        (int unknown, _, _) = await PreviewAsync("fax");

        JsonNode first = JsonNode.Parse(body)!["previews"]![0]!;
        Assert.Equal((200, 400), (status, unknown));
        Assert.Equal("GSM-7", (string?)first["sms"]!["encoding"]);
        Assert.Contains("Assurance Maladie", (string?)first["sent"]!["text"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "id": "a", "other": 1 }""")]
    [InlineData("""{ "id": "ab", "texts": { "fax": null } }""")]
    public async Task Create_UnknownMembers_AreRefused(string body) => Assert.Equal(400, (await CreateAsync(body)).Status);

    private static FunctionContext Context(Caller caller)
    {
        var context = new Mock<FunctionContext>();
        context.SetupGet(mock => mock.Items).Returns(new Dictionary<object, object>());
        context.Object.Items["Outreach.Caller"] = caller;
        return context.Object;
    }

    private static async Task<(int Status, string Location, string Body)> AnswerAsync(Func<HttpRequest, Task<IResult>> function, string body = "", string query = "")
    {
        await using ServiceProvider services = new ServiceCollection().AddLogging().BuildServiceProvider();
        using var answer = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.ContentType = "application/json";
        context.Request.QueryString = new QueryString(query);
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        context.Response.Body = answer;
        await (await function(context.Request)).ExecuteAsync(context);
        return (context.Response.StatusCode, context.Response.Headers.Location.ToString(), Encoding.UTF8.GetString(answer.ToArray()));
    }

    private static string Pressing()
    {
        JsonNode body = JsonSerializer.SerializeToNode(Core.ComplementaryOutreach.Messages.DefaultTemplate.Body, JsonSerializerOptions.Web)!;
        body["texts"]!["sms"]!["fr"]!["body"] = "Urgent : {{ link }}";
        return body.ToJsonString();
    }

    private Task<(int Status, string Location, string Body)> CreateAsync(string body) =>
        AnswerAsync(request => new CreateMessageTemplateFunction(_world.Write()).RunAsync(request, Campaign, Context(_world.Author), default), body);

    private Task<(int Status, string Location, string Body)> ApproveAsync(Caller approver) => AnswerAsync(
        request => new ApproveMessageTemplateFunction(_world.Decide()).RunAsync(request, Campaign, "default-information", "1", Context(approver), default));

    private Task<(int Status, string Location, string Body)> PreviewAsync(string channel) => AnswerAsync(
        request => new PreviewMessageTemplateFunction(_world.Preview()).RunAsync(request, Campaign, "default-information", "1", default), query: $"?channel={channel}");
}
