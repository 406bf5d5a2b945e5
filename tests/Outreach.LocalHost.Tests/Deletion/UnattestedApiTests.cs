using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion.Notices;
using Outreach.Core.Lists;
using Outreach.LocalHost.Demonstration;
using Outreach.LocalHost.SignIn;
using Outreach.Testing.Lists;
using Xunit;

namespace Outreach.LocalHost.Tests.Deletion;

/// <summary>Who did not attest, as the insurer asks over HTTP.</summary>
public sealed class UnattestedApiTests(RunningHost running) : IClassFixture<RunningHost>
{
    private const string Campaign = "unattested-2026";

    [Fact]
    public async Task Get_ByTheInsurer_NamesListsAndNobody()
    {
        string token = await running.SignInAsync(DevelopmentSignIn.Agents, Story.Agent);
        await new InsurerClient(running.Http, token).OpenCampaignAsync(Campaign, "Unattested", TimeProvider.System.GetUtcNow());
        var duty = new AttestationDuty
        {
            Campaign = CampaignId.Parse(Campaign),
            List = ListId.Create(),
            Practitioner = new PractitionerRef(Core.RandomId.Create()),
            AskedAt = Sample.Noon,
            NotAfter = Sample.Noon.AddDays(30),
            State = AttestationState.Escalated,
            EndedAt = Sample.Noon.AddDays(30),
            EscalatedAt = Sample.Noon.AddDays(51),
            RemindedAfter = 3,
        };
        await running.Host.Services.GetRequiredService<IAttestationStore>().AddAsync(duty, default);

        (HttpStatusCode status, JsonElement body) = await GetAsync(token, $"api/campaigns/{Campaign}/unattested");

        Assert.Equal(HttpStatusCode.OK, status);
        JsonElement list = Assert.Single(body.GetProperty("lists").EnumerateArray());
        Assert.Equal(
            ["endedAt", "escalatedAt", "listId", "practitioner", "receipt", "reminders", "unreachable"],
            list.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        Assert.Equal((duty.List.Value, 3), (list.GetProperty("listId").GetString(), list.GetProperty("reminders").GetInt32()));
        Assert.Equal(JsonValueKind.Null, body.GetProperty("continuation").ValueKind);
    }

    [Theory]
    [InlineData("api/campaigns/no-such-campaign/unattested", HttpStatusCode.NotFound, "campaigns.not-found")]
    [InlineData("api/campaigns/NO/unattested", HttpStatusCode.NotFound, "campaigns.not-found")]
    public async Task Get_OfNoCampaign_IsNotFound(string path, HttpStatusCode expected, string code)
    {
        (HttpStatusCode status, JsonElement body) = await GetAsync(await running.SignInAsync(DevelopmentSignIn.Agents, Story.Agent), path);

        Assert.Equal((expected, code), (status, body.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Get_WithAContinuationNobodyGave_IsRefused()
    {
        string token = await running.SignInAsync(DevelopmentSignIn.Agents, Story.Agent);
        await new InsurerClient(running.Http, token).OpenCampaignAsync(Campaign, "Unattested", TimeProvider.System.GetUtcNow());

        (HttpStatusCode status, JsonElement body) = await GetAsync(token, $"api/campaigns/{Campaign}/unattested?continuation=zz'%20or%201");

        Assert.Equal((HttpStatusCode.BadRequest, "deletion.continuation-invalid"), (status, body.GetProperty("code").GetString()));
    }

    [Fact]
    [Trait("threat", "29")]
    public async Task Get_ByADoctorOrByNobody_IsRefused()
    {
        (HttpStatusCode doctor, _) = await GetAsync(await running.SignInAsync(DevelopmentSignIn.Doctors, Story.FirstDoctor), $"api/campaigns/{Campaign}/unattested");
        using HttpResponseMessage nobody = await running.Http.GetAsync(new Uri($"api/campaigns/{Campaign}/unattested", UriKind.Relative));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized), (doctor, nobody.StatusCode));
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(string token, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage response = await running.Http.SendAsync(request);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }
}
