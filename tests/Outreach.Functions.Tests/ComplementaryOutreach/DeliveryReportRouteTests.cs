using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Outreach.Core.Access;
using Outreach.Core.ComplementaryOutreach.Sending;
using Outreach.Functions.ComplementaryOutreach;
using Outreach.Testing.ComplementaryOutreach;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Functions.Tests.ComplementaryOutreach;

public sealed class DeliveryReportRouteTests
{
    [Fact]
    public async Task Report_OfCsv_AnswersCounts()
    {
        using SendingWorld world = await SendingWorld.CreateAsync();
        await SendingStory.PlayAsync(world);

        (int status, JsonElement body) = await PostAsync(world, "text/csv; charset=utf-8", $"message_id,status\n{world.MessageOf(0)},delivered\nx,y\n");

        Assert.Equal(200, status);
        Assert.Equal((1, 0, 0, 1), (Number(body, "recorded"), Number(body, "known"), Number(body, "unknown"), Number(body, "invalid")));
        Assert.Equal(3, body.GetProperty("invalidLines")[0].GetInt32());
    }

    [Theory]
    [InlineData("application/json", "{}", 415, "waves.report-not-csv")]
    [InlineData("text/csv", "a,b\n", 400, "waves.report-header-missing")]
    public async Task Report_OfAnythingElse_IsRefused(string type, string body, int expected, string code)
    {
        using SendingWorld world = await SendingWorld.CreateAsync();

        (int status, JsonElement answer) = await PostAsync(world, type, body);

        Assert.Equal((expected, code), (status, answer.GetProperty("code").GetString()));
    }

    /// <summary>However long it says it is: what is read is bounded.</summary>
    [Fact]
    public async Task Report_ThatDoesNotEnd_IsCutAndRefused()
    {
        using SendingWorld world = await SendingWorld.CreateAsync();
        string blank = new('\n', ReportDeliveriesHandler.LargestReport + 1);

        (int status, JsonElement answer) = await PostAsync(world, "text/csv", "message_id,status\n" + blank);

        Assert.Equal((413, "waves.report-too-large"), (status, answer.GetProperty("code").GetString()));
    }

    private static int Number(JsonElement body, string name) => body.GetProperty(name).GetInt32();

    private static async Task<(int Status, JsonElement Body)> PostAsync(SendingWorld world, string type, string body)
    {
        var caller = new Caller("dispatcher", CallerKind.Insurer, Practitioner: null, new HashSet<string>([Roles.ReportDeliveries], StringComparer.Ordinal));
        var context = new Mock<FunctionContext>();
        context.Setup(call => call.Items).Returns(new Dictionary<object, object> { ["Outreach.Caller"] = caller });
        var http = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        http.Request.ContentType = type;
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        var function = new ReportDeliveriesFunction(world.Report, SamplePeople.Pseudonyms);
        IResult result = await function.RunAsync(http.Request, world.Campaign.Id.Value, world.Wave.Id.Value, context.Object, default);
        await result.ExecuteAsync(http);
        return (http.Response.StatusCode, JsonSerializer.Deserialize<JsonElement>(answer.ToArray()));
    }
}
