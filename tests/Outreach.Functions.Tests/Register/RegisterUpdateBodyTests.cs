using System.Text;
using Microsoft.AspNetCore.Http;
using Outreach.Core;
using Outreach.Core.Register.Updates;
using Outreach.Functions.Http;
using Xunit;

namespace Outreach.Functions.Tests.Register;

[Trait("threat", "57")]
public sealed class RegisterUpdateBodyTests
{
    [Fact]
    public async Task Read_FiveHundredPeople_FitsAndKeepsNamesAndNulls()
    {
        string person = $$"""{"ins_number":"{{new string('1', 400)}}","city":null}""";

        RegisterUpdateBody body = (await ReadAsync($$"""{"people":[{{string.Join(',', Enumerable.Repeat(person, 500))}}]}""")).Value!;

        Assert.Equal(500, body.People!.Count);
        Assert.Equal(["city", "ins_number"], body.People[499]!.Keys.Order(StringComparer.Ordinal));
        Assert.Null(body.People[499]!["city"]);
    }

    [Theory]
    [InlineData("""{"people":[{"city":1}]}""", "http.body-malformed")]
    [InlineData("""{"people":[{"city":"a","city":"b"}]}""", "http.body-malformed")]
    [InlineData("""{"people":[],"covid":1}""", "http.body-malformed")]
    [InlineData("""{"people":[""", "http.body-malformed")]
    public async Task Read_NotAsDocumented_IsRefused(string json, string code) => Assert.Equal(code, (await ReadAsync(json)).Failure?.Code);

    [Fact]
    public async Task Read_MoreThanOneMebibyte_IsRefused() =>
        Assert.Equal("http.body-too-large", (await ReadAsync($$"""{"people":[{"city":"{{new string('a', 1024 * 1024)}}"}]}""")).Failure?.Code);

    private static Task<Result<RegisterUpdateBody>> ReadAsync(string json)
    {
        var context = new DefaultHttpContext();
        context.Request.ContentType = "application/json";
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return JsonBody.ReadAsync<RegisterUpdateBody>(context.Request, RegisterUpdateBody.LargestBody, default);
    }
}
