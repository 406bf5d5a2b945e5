using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Outreach.Core.Access;
using Outreach.Core.Access.Habilitations;
using Outreach.LocalHost.Demonstration;
using Outreach.LocalHost.SignIn;
using Outreach.Testing.Access;
using Xunit;

namespace Outreach.LocalHost.Tests.Access;

/// <summary>Habilitations over HTTP: granted, checked at every call, revoked, and whoever has none.</summary>
public sealed class HabilitationTests(HabilitationHost host) : IClassFixture<HabilitationHost>
{
    private static readonly SyntheticPerson Newcomer = SyntheticPerson.Agents.Single(person => person.Id == Story.Newcomer);

    private readonly string _agent = host.Service<Pseudonyms>().Agent(Newcomer.ObjectId);

    /// <summary>Byte for byte: whether there never was one, or it is over, is the granter's to say.</summary>
    [Theory]
    [Trait("threat", "27")]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task Call_WithoutAHabilitationThatHolds_IsTheSameRefusal(string language)
    {
        string token = await host.SignInAsync(Story.Newcomer);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        Habilitation active = SampleHabilitation.Of(_agent, HabilitationPurpose.RecordObjections) with { From = now.AddDays(-1), Until = now.AddDays(1) };
        Habilitation?[] none =
        [
            null,
            active with { From = now.AddMinutes(5) },
            active with { Until = now },
            active with { RevokedAt = now, RevokedBy = active.GrantedBy },
            active with { Purposes = [.. Enum.GetValues<HabilitationPurpose>().Except([HabilitationPurpose.RecordObjections])] },
            active with { Agent = host.Service<Pseudonyms>().Agent("somebody else") },
        ];
        HashSet<string> answers = new(StringComparer.Ordinal);
        foreach (Habilitation? habilitation in none)
        {
            answers.Add(await WithAsync(habilitation, () => ObjectAsync(token, language)));
        }

        string refusal = Assert.Single(answers);
        Assert.StartsWith("403", refusal, StringComparison.Ordinal);
        Assert.Contains("access.habilitation-missing", refusal, StringComparison.Ordinal);
        Assert.Contains(language == "fr" ? "Demandez une habilitation" : "Ask whoever grants", refusal, StringComparison.Ordinal);
        Assert.StartsWith("400", await WithAsync(active, () => ObjectAsync(token, language)), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "27")]
    public async Task Call_WhileTheStoreIsAway_IsAskedToComeBack()
    {
        string token = await host.SignInAsync(Story.ObjectingAgent);
        host.Store.IsAway = true;
        try
        {
            using HttpResponseMessage response = await host.SendAsync(HttpMethod.Post, "api/campaigns/none/objections", token, JsonContent.Create(new { }));

            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.NotNull(response.Headers.RetryAfter);
        }
        finally
        {
            host.Store.IsAway = false;
        }
    }

    /// <summary>Whoever lacks the role is told so, habilitated or not, and nothing is looked up for them.</summary>
    [Fact]
    [Trait("threat", "27")]
    public async Task Call_WithoutTheRole_IsRefusedForTheRole()
    {
        string token = await host.SignInAsync("planner-7");

        Assert.Contains("access.role-missing", await ObjectAsync(token, "en"), StringComparison.Ordinal);
    }

    /// <summary>What authors and approvers both read opens by either purpose, to whoever has either role; a third purpose opens nothing.</summary>
    [Theory]
    [Trait("threat", "27")]
    [InlineData("planner-7", HabilitationPurpose.PlanOutreach, 404)]
    [InlineData("planner-7", HabilitationPurpose.ApproveOutreach, 404)]
    [InlineData("approver-8", HabilitationPurpose.PlanOutreach, 404)]
    [InlineData("approver-8", HabilitationPurpose.ApproveOutreach, 404)]
    [InlineData("planner-7", HabilitationPurpose.DispatchMessages, 403)]
    [InlineData("approver-8", HabilitationPurpose.Audit, 403)]
    [InlineData("approver-8", null, 403)]
    public async Task Call_OfWhichEitherPurposeIsEnough_NeedsOneOfThem(string person, HabilitationPurpose? purpose, int status) =>
        await WithAloneAsync(person, purpose, async (token, habilitated) =>
        {
            using HttpResponseMessage read = await host.SendAsync(HttpMethod.Get, "api/campaigns/none/message-templates", token);
            Assert.Equal(status, (int)read.StatusCode);
            Assert.Contains(status == 404 ? "campaigns.not-found" : "access.habilitation-missing", await read.Content.ReadAsStringAsync(), StringComparison.Ordinal);

            await host.Store.RemoveAsync(habilitated, default);
            using HttpResponseMessage afterwards = await host.SendAsync(HttpMethod.Get, "api/campaigns/none/message-templates", token);
            Assert.Equal(HttpStatusCode.Forbidden, afterwards.StatusCode);
        });

    /// <summary>Where one purpose is asked for, the other that is enough for reading is not.</summary>
    [Theory]
    [Trait("threat", "27")]
    [Trait("threat", "28")]
    [InlineData("planner-7", HabilitationPurpose.ApproveOutreach, "api/campaigns/none/message-templates")]
    [InlineData("approver-8", HabilitationPurpose.PlanOutreach, "api/campaigns/none/message-templates/words/versions/1/approval")]
    public async Task Call_OfOnePurpose_IsNotOpenedByTheOther(string person, HabilitationPurpose purpose, string path) =>
        await WithAloneAsync(person, purpose, async (token, _) =>
        {
            using HttpResponseMessage response = await host.SendAsync(HttpMethod.Post, path, token, JsonContent.Create(new { }));

            Assert.Contains("access.habilitation-missing", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        });

    /// <summary>What a signed-in caller is answered is nobody else's: no cache keeps it, whatever function answered.</summary>
    [Theory]
    [InlineData("agent-1", "GET", "api/campaigns")]
    [InlineData("agent-1", "GET", "api/campaigns/none")]
    [InlineData("granter-6", "GET", "api/habilitations")]
    [InlineData("granter-6", "GET", "api/habilitations/nothing")]
    [InlineData("doctor-1", "GET", "api/list-requests/nothing")]
    public async Task Answer_ToASignedInCaller_IsNotKept(string person, string method, string path)
    {
        using HttpResponseMessage response = await host.SendAsync(new HttpMethod(method), path, await host.SignInAsync(person));

        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task Grant_ThenReadThenRevoke_AnswersTheHabilitation()
    {
        string granter = await host.SignInAsync(Story.Granter), agent = await host.SignInAsync(Story.Newcomer);

        using HttpResponseMessage granted = await GrantAsync(granter, Newcomer.ObjectId);
        JsonElement habilitation = await granted.Content.ReadFromJsonAsync<JsonElement>();
        string address = granted.Headers.Location!.OriginalString;
        using HttpResponseMessage again = await GrantAsync(granter, Newcomer.ObjectId);
        string admitted = await ObjectAsync(agent, "en");
        using HttpResponseMessage read = await host.SendAsync(HttpMethod.Get, address, granter);
        string active = await ListAsync(granter, "active");
        using HttpResponseMessage revoked = await host.SendAsync(HttpMethod.Delete, address, granter);
        string refused = await ObjectAsync(agent, "en");
        string over = await ListAsync(granter, "revoked");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.OK), (granted.StatusCode, again.StatusCode, revoked.StatusCode));
        Assert.Equal($"/api/habilitations/{habilitation.GetProperty("id").GetString()}", address);
        Assert.Equal(
            ["id", "agent", "name", "purposes", "from", "until", "state", "grantedAt", "grantedBy", "revokedAt", "revokedBy"],
            habilitation.EnumerateObject().Select(member => member.Name));
        Assert.Equal((_agent, "Active"), (habilitation.GetProperty("agent").GetString(), habilitation.GetProperty("state").GetString()));
        Assert.Equal(habilitation.ToString(), await read.Content.ReadAsStringAsync());
        Assert.StartsWith("400", admitted, StringComparison.Ordinal);
        Assert.Contains("access.habilitation-missing", refused, StringComparison.Ordinal);
        Assert.Contains(habilitation.GetProperty("id").GetString()!, active, StringComparison.Ordinal);
        Assert.Contains(habilitation.GetProperty("id").GetString()!, over, StringComparison.Ordinal);
        Assert.Equal("Revoked", (await revoked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("habilitation").GetProperty("state").GetString());
    }

    [Fact]
    public async Task Grant_ByAGranterToThemselves_IsRefused()
    {
        string granter = await host.SignInAsync(Story.Granter);

        using HttpResponseMessage response = await GrantAsync(granter, SyntheticPerson.Agents.Single(person => person.Id == Story.Granter).ObjectId);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("habilitations.of-oneself", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>No habilitation lets anybody grant; only the role of Entra ID does.</summary>
    [Theory]
    [Trait("threat", "27")]
    [InlineData("agent-1")]
    [InlineData("auditor-3")]
    [InlineData("doctor-1")]
    public async Task Habilitations_ForWhoeverMayNotGrant_AreClosed(string person)
    {
        string token = await host.SignInAsync(person);

        foreach ((HttpMethod method, string path) in new[]
        {
            (HttpMethod.Post, "api/habilitations"), (HttpMethod.Get, "api/habilitations"),
            (HttpMethod.Get, $"api/habilitations/{new string('0', 32)}"), (HttpMethod.Delete, $"api/habilitations/{new string('0', 32)}"),
        })
        {
            using HttpResponseMessage response = await host.SendAsync(method, path, token);
            Assert.Contains("access.role-missing", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("GET", "api/habilitations/nothing", 404)]
    [InlineData("DELETE", "api/habilitations/nothing", 404)]
    [InlineData("GET", "api/habilitations?state=3", 400)]
    [InlineData("GET", "api/habilitations?continuation=zz", 400)]
    [InlineData("POST", "api/habilitations", 400)]
    public async Task Habilitations_AskedForWrongly_SaySo(string method, string path, int status)
    {
        string granter = await host.SignInAsync(Story.Granter);
        using HttpContent? body = method == "POST" ? JsonContent.Create(new { subject = "x", name = "x", purposes = new[] { "Everything" } }) : null;

        using HttpResponseMessage response = await host.SendAsync(new HttpMethod(method), path, granter, body);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains("\"code\":\"habilitations.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> GrantAsync(string granter, string subject) => host.SendAsync(
        HttpMethod.Post, "api/habilitations", granter, JsonContent.Create(new { subject, name = Newcomer.Name, purposes = new[] { "RecordObjections" } }));

    private async Task<string> ListAsync(string granter, string state)
    {
        using HttpResponseMessage response = await host.SendAsync(HttpMethod.Get, $"api/habilitations?state={state}", granter);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>Status and body. Whoever is admitted sends a body that is none, which says so: 400.</summary>
    private async Task<string> ObjectAsync(string token, string language)
    {
        using HttpResponseMessage response = await host.SendAsync(HttpMethod.Post, "api/campaigns/none/objections", token, JsonContent.Create(new { }), language);
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}";
    }

    /// <summary>With one habilitation, or none, in place of whatever the person has.</summary>
    private async Task WithAloneAsync(string person, HabilitationPurpose? purpose, Func<string, HabilitationId, Task> call)
    {
        string agent = host.Service<Pseudonyms>().Agent(SyntheticPerson.Agents.Single(known => known.Id == person).ObjectId);
        IReadOnlyList<Habilitation> before = await host.Store.OfAgentAsync(agent, default);
        foreach (Habilitation held in before)
        {
            await host.Store.RemoveAsync(held.Id, default);
        }

        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        Habilitation alone = SampleHabilitation.Of(agent, purpose ?? HabilitationPurpose.Audit) with { From = now.AddDays(-1), Until = now.AddDays(1) };
        await (purpose is null ? Task.CompletedTask : host.Store.AddAsync(alone, default));
        try
        {
            await call(await host.SignInAsync(person), alone.Id);
        }
        finally
        {
            await host.Store.RemoveAsync(alone.Id, default);
            foreach (Habilitation held in before)
            {
                await host.Store.AddAsync(held, default);
            }
        }
    }

    private async Task<string> WithAsync(Habilitation? habilitation, Func<Task<string>> call)
    {
        if (habilitation is not null)
        {
            await host.Store.AddAsync(habilitation, default);
        }

        string answer = await call();
        await (habilitation is null ? Task.CompletedTask : host.Store.RemoveAsync(habilitation.Id, default));
        return answer;
    }
}
