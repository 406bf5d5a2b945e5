using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.LocalHost.ComplementaryOutreach;
using Outreach.LocalHost.Demonstration;
using Outreach.LocalHost.Settings;
using Outreach.LocalHost.SignIn;
using Outreach.Testing.ComplementaryOutreach;
using Xunit;

namespace Outreach.LocalHost.Tests.ComplementaryOutreach;

/// <summary>A dispatcher fetches and acknowledges over HTTP, and opens with the key of this checkout.</summary>
public sealed class BatchesApiTests(RunningHost running) : IClassFixture<RunningHost>
{
    private const string Dispatcher = "dispatcher-9";

    [Theory]
    [InlineData(OutreachChannel.Sms)]
    [InlineData(OutreachChannel.Letter)]
    public async Task Batch_FetchedOpenedAndAcknowledged_IsGone(OutreachChannel kind)
    {
        (Campaign campaign, WavePart part) = await HandOverAsync(kind);
        string token = await running.SignInAsync(DevelopmentSignIn.Agents, Dispatcher);
        string path = $"api/campaigns/{campaign.Id.Value}/waves/{part.Wave.Value}/batches";

        (HttpStatusCode status, JsonElement body) = await SendAsync(HttpMethod.Get, token, path);
        JsonElement batch = Assert.Single(body.GetProperty("batches").EnumerateArray());
        string jwe = await running.Http.GetStringAsync(batch.GetProperty("url").GetString());
        string csv = Encoding.UTF8.GetString(LocalDispatcher.Open(running.Host.Services.GetRequiredService<LocalFolder>(), kind, jwe));
        (HttpStatusCode acknowledged, JsonElement first) = await SendAsync(HttpMethod.Delete, token, $"{path}/{part.Name}");
        (_, JsonElement second) = await SendAsync(HttpMethod.Delete, token, $"{path}/{part.Name}");
        using HttpResponseMessage gone = await running.Http.GetAsync(batch.GetProperty("url").GetString());

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound), (status, acknowledged, gone.StatusCode));
        Assert.Equal((part.Name, kind.ToString(), 2), (batch.GetProperty("part").GetString(), batch.GetProperty("channel").GetString(), batch.GetProperty("count").GetInt32()));
        Assert.Equal(kind == OutreachChannel.Letter ? JsonValueKind.Null : JsonValueKind.Object, batch.GetProperty("hours").ValueKind);
        Assert.StartsWith("message_id,", csv, StringComparison.Ordinal);
        Assert.Contains("https://outreach.example/o#jeton", csv, StringComparison.Ordinal);
        Assert.Equal(first.ToString(), second.ToString());
    }

    [Fact]
    [Trait("threat", "29")]
    public async Task Batches_ForAnybodyElse_AreNotListed()
    {
        (Campaign campaign, WavePart part) = await HandOverAsync(OutreachChannel.Sms);
        string path = $"api/campaigns/{campaign.Id.Value}/waves/{part.Wave.Value}/batches";

        (HttpStatusCode agent, JsonElement refused) = await SendAsync(HttpMethod.Get, await running.SignInAsync(DevelopmentSignIn.Agents, Story.Agent), path);
        (HttpStatusCode nobody, _) = await SendAsync(HttpMethod.Get, token: null, path);
        (HttpStatusCode doctor, _) = await SendAsync(HttpMethod.Delete, await running.SignInAsync(DevelopmentSignIn.Doctors, Story.FirstDoctor), $"{path}/{part.Name}");

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden), (agent, nobody, doctor));
        Assert.Equal("access.role-missing", refused.GetProperty("code").GetString());
    }

    [Fact]
    public void Channels_OfTheLocalHost_AreAllThere() => Assert.Equal(
        Enum.GetValues<OutreachChannel>(), running.Host.Services.GetRequiredService<OutreachChannels>().Available.Order());

    private async Task<(Campaign Campaign, WavePart Part)> HandOverAsync(OutreachChannel kind)
    {
        string id = $"batches-{Core.RandomId.Create()[..8]}";
        string token = await running.SignInAsync(DevelopmentSignIn.Agents, Story.Agent);
        await new InsurerClient(running.Http, token).OpenCampaignAsync(id, "Batches", TimeProvider.System.GetUtcNow());
        Campaign campaign = (await running.Host.Services.GetRequiredService<ICampaignStore>().FindAsync(CampaignId.Parse(id), default))!.Value;
        WavePart part = SampleMessages.Part(kind, wave: WaveId.Create());
        IOutreachChannel channel = running.Host.Services.GetRequiredService<OutreachChannels>()[kind];
        await channel.HandOverAsync(campaign, part, SampleMessages.Of(part, 2), default);
        return (campaign, part);
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string? token, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage response = await running.Http.SendAsync(request);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }
}
