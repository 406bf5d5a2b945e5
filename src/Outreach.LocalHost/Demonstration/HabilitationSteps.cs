using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Outreach.Core.Access;
using Outreach.Core.Access.Habilitations;
using Outreach.Core.Register;
using Outreach.Functions.Access.Habilitations;
using Outreach.LocalHost.SignIn;

namespace Outreach.LocalHost.Demonstration;

/// <summary>What a role alone does not give: an agent is refused, habilitated by somebody else, and refused again as soon as that is revoked.</summary>
/// <param name="granterToken">Of somebody with the role `Habilitations.Grant` and no other.</param>
internal sealed class HabilitationSteps(HttpClient http, string granterToken, StepReport report)
{
    private static readonly SignIn.SyntheticPerson Newcomer = SignIn.SyntheticPerson.Agents.Single(person => person.Id == DevelopmentHabilitations.Newcomer);

    /// <summary>The agent is refused, then habilitated; the habilitation's id.</summary>
    public async Task<string> GrantAsync(InsurerClient agent, string campaign, InsuredPerson person, CancellationToken cancellationToken)
    {
        await RevokeLeftoversAsync(cancellationToken);
        await RefuseAsync("An agent has the role to object for people, and is refused without a habilitation", agent, campaign, person);
        return await report.RunAsync("Another person habilitates the agent, by name, for objections and for a time", async () =>
        {
            var body = new HabilitationBody(Newcomer.ObjectId, Newcomer.Name, [nameof(HabilitationPurpose.RecordObjections)]);
            using HttpResponseMessage response = await SendAsync(HttpMethod.Post, "api/habilitations", JsonContent.Create(body), cancellationToken);
            StepFailedException.Require(response.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK, $"the grant answered {(int)response.StatusCode}");
            HabilitationAnswer granted = (await response.Content.ReadFromJsonAsync<HabilitationAnswer>(cancellationToken))!;
            return (granted.Id, $"{granted.Id[^8..]}, until {granted.Until:d MMMM yyyy}");
        });
    }

    /// <summary>The habilitation is revoked, and the very next call is refused.</summary>
    public async Task RevokeAsync(string habilitation, InsurerClient agent, string campaign, InsuredPerson person, CancellationToken cancellationToken)
    {
        await report.RunAsync("The habilitation is revoked", async () =>
        {
            RevocationAnswer revoked = await RevokeAsync(habilitation, cancellationToken);
            StepFailedException.Require(
                revoked is { Habilitation.State: nameof(HabilitationState.Revoked), OthersInForce: [] }, $"it is {revoked.Habilitation.State}, {revoked.OthersInForce.Count} others are in force");
            return $"at {revoked.Habilitation.RevokedAt:HH:mm:ss}";
        });
        await RefuseAsync("The agent's next call, with the same sign-in, is refused", agent, campaign, person);
    }

    private Task RefuseAsync(string title, InsurerClient agent, string campaign, InsuredPerson person) => report.RunAsync(title, async () =>
    {
        (HttpStatusCode status, string code) = await agent.TryObjectAsync(campaign, person);
        StepFailedException.Require((status, code) == (HttpStatusCode.Forbidden, HabilitationFailures.Missing.Code), $"answered {(int)status} {code}");
        return $"403 {code}";
    });

    /// <summary>A demonstration that was stopped in the middle left the agent habilitated.</summary>
    private async Task RevokeLeftoversAsync(CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            using HttpResponseMessage response = await SendAsync(
                HttpMethod.Get, $"api/habilitations?state=active{(continuation is null ? "" : $"&continuation={continuation}")}", content: null, cancellationToken);
            StepFailedException.Require(response.StatusCode == HttpStatusCode.OK, $"the habilitations answered {(int)response.StatusCode}");
            HabilitationsAnswer page = (await response.Content.ReadFromJsonAsync<HabilitationsAnswer>(cancellationToken))!;
            foreach (HabilitationAnswer left in page.Habilitations.Where(left => left.Name == Newcomer.Name))
            {
                await RevokeAsync(left.Id, cancellationToken);
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    private async Task<RevocationAnswer> RevokeAsync(string habilitation, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Delete, $"api/habilitations/{habilitation}", content: null, cancellationToken);
        StepFailedException.Require(response.StatusCode == HttpStatusCode.OK, $"the revocation answered {(int)response.StatusCode}");
        return (await response.Content.ReadFromJsonAsync<RevocationAnswer>(cancellationToken))!;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", granterToken);
        return await http.SendAsync(request, cancellationToken);
    }
}
