using System.Text.Json;
using Outreach.Core.Contacts;
using Outreach.Testing.Lists;
using Xunit;

namespace Outreach.Functions.Tests.Contacts;

/// <summary>What a doctor's page or software gets about rows.</summary>
public sealed class RowRoutesTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("", "application/json")]
    [InlineData("{}", "application/json")]
    public async Task Close_NothingSaid_AnswersHowTheRowStandsAndIsUndone(string body, string? contentType)
    {
        using RowRoutes routes = await RowRoutes.CreateAsync();

        (int status, JsonElement closed, string? cache) = await routes.CloseAsync(routes.RowOf(0), body, contentType);
        (_, JsonElement withdrawals, _) = await routes.WithdrawalsAsync();
        (int undone, JsonElement reopened, _) = await routes.ReopenAsync(routes.RowOf(0), body, contentType);

        string until = "2026-11-03T12:00:00+00:00";
        Assert.Equal((200, 200, "no-store"), (status, undone, cache));
        Assert.Equal($$"""{"ref":"{{routes.RowOf(0)}}","closed":true,"undoUntil":"{{until}}"}""", closed.GetRawText());
        Assert.Equal($$"""{"withdrawn":[],"closed":[{"ref":"{{routes.RowOf(0)}}","undoUntil":"{{until}}"}]}""", withdrawals.GetRawText());
        Assert.Equal($$"""{"ref":"{{routes.RowOf(0)}}","closed":false,"undoUntil":null}""", reopened.GetRawText());
    }

    /// <summary>A refusal must not even arrive (C12).</summary>
    [Theory]
    [InlineData("""{"reason":"unwilling"}""", "application/json", "", 400, "contacts.reason-not-accepted")]
    [InlineData("""{"comment":null}""", "application/json", "", 400, "contacts.reason-not-accepted")]
    [InlineData("unwilling", null, "", 400, "contacts.reason-not-accepted")]
    [InlineData("", null, "?reason=unwilling", 400, "contacts.reason-not-accepted")]
    [InlineData("""["unwilling"]""", "application/json", "", 400, "http.body-malformed")]
    [InlineData("unwilling", "text/plain", "", 415, "http.not-json")]
    [Trait("threat", "59")]
    public async Task Close_WithAReason_IsRefusedWithoutRepeatingIt(string body, string? contentType, string query, int expected, string code)
    {
        using RowRoutes routes = await RowRoutes.CreateAsync();

        (int status, JsonElement problem, _) = await routes.CloseAsync(routes.RowOf(0), body, contentType, query);

        Assert.Equal((expected, code), (status, problem.GetProperty("code").GetString()));
        Assert.DoesNotContain("unwilling", problem.GetRawText(), StringComparison.Ordinal);
        Assert.Empty((await routes.WithdrawalsAsync()).Body.GetProperty("closed").EnumerateArray());
    }

    [Fact]
    [Trait("threat", "17")]
    public async Task Close_UnknownRowOrSomebodyElsesList_IsNotFound()
    {
        using RowRoutes routes = await RowRoutes.CreateAsync();

        (int unknown, JsonElement row, _) = await routes.CloseAsync("AAAAAAAAAAE");
        (int foreign, JsonElement list, _) = await routes.CloseAsync(routes.RowOf(0), doctor: 1);

        Assert.Equal((404, "contacts.row-not-found"), (unknown, row.GetProperty("code").GetString()));
        Assert.Equal((404, "lists.not-found"), (foreign, list.GetProperty("code").GetString()));
    }

    [Fact]
    [Trait("threat", "55")]
    public async Task Withdrawals_SomebodyObjects_NamesTheRowAndNothingElse()
    {
        using RowRoutes routes = await RowRoutes.CreateAsync();
        var objection = new ContactEvent.Objected(new Objection(Core.RandomId.Create(), Sample.Noon, ObjectionOrigin.Agent));
        await routes.Ledger.ApplyAsync(routes.Book, routes.People[2], objection, default);

        (int status, JsonElement withdrawals, string? cache) = await routes.WithdrawalsAsync();

        Assert.Equal((200, "no-store"), (status, cache));
        Assert.Equal($$"""{"withdrawn":["{{routes.RowOf(2)}}"],"closed":[]}""", withdrawals.GetRawText());
    }

    [Fact]
    [Trait("threat", "17")]
    public async Task Withdrawals_OfSomebodyElsesList_AnswersAsForNone()
    {
        using RowRoutes routes = await RowRoutes.CreateAsync();

        (int foreign, JsonElement one, _) = await routes.WithdrawalsAsync(doctor: 1);
        (int missing, JsonElement other, _) = await routes.WithdrawalsAsync(list: Core.Lists.ListId.Create().Value);

        Assert.Equal((404, 404), (foreign, missing));
        Assert.Equal(one.GetRawText(), other.GetRawText());
    }
}
