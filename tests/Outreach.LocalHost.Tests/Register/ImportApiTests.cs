using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.Register;
using Outreach.Core.Register.Runs;
using Outreach.LocalHost.Demonstration;
using Outreach.LocalHost.Durable;
using Outreach.LocalHost.SignIn;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.LocalHost.Tests.Register;

/// <summary>Imports over HTTP, as the insurer's systems make them, on the local host with its engine and emulator.</summary>
public sealed class ImportApiTests(RunningHost running) : IClassFixture<RunningHost>, IAsyncLifetime
{
    private const string Good = "1.2.250.1.213.1.4.11;253072B07300470;Canari;Marie;1953-07-01;;20200;Bastia;2B;99700218896;0;0;0";

    private readonly string _campaign = $"api-{RandomId.Create()[..8]}x";
    private string _token = "";

    private string Register => $"api/campaigns/{_campaign}/register";

    public async Task InitializeAsync()
    {
        var insurer = new InsurerClient(running.Http, await running.SignInAsync(DevelopmentSignIn.Agents, Story.Agent));
        await insurer.OpenCampaignAsync(_campaign, "Import", TimeProvider.System.GetUtcNow());
        _token = await running.SignInAsync(DevelopmentSignIn.Agents, "register-5");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    [Trait("threat", "57")]
    public async Task Import_PostedInParts_LoadsAndLeavesNothingOfTheExtract()
    {
        byte[] extract = Gzip(SamplePeople.Extract(Good, Good.Replace("253072B07300470", "253072A07300443", StringComparison.Ordinal), Good.Replace("1953-07-01", "x", StringComparison.Ordinal)));
        await PutAsync(1, extract[..50], HttpStatusCode.NoContent);
        await PutAsync(2, extract[50..], HttpStatusCode.NoContent);

        (HttpStatusCode accepted, JsonElement started) = await SendAsync(
            HttpMethod.Post, Register + "/imports", new { Extract = "autumn", Kind = "full", Parts = 2, Sha256 = Convert.ToHexStringLower(SHA256.HashData(extract)) });
        JsonElement status = await WaitAsync(started.GetProperty("statusUrl").GetString()!);

        Assert.Equal(HttpStatusCode.Accepted, accepted);
        Assert.Equal(("completed", 100), (status.GetProperty("state").GetString(), status.GetProperty("percent").GetInt32()));
        Assert.Equal((2, 1), (status.GetProperty("counts").GetProperty("loaded").GetInt32(), status.GetProperty("counts").GetProperty("refused").GetInt32()));
        using HttpResponseMessage report = await RawAsync(HttpMethod.Get, status.GetProperty("rejected").GetString()!, content: null, "fr");
        string[] lines = (await report.Content.ReadAsStringAsync()).Split(["\r\n", "\n"], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["line;column;code;sentence", "4;birth_date;register.birth-date;birth_date n'est pas une date passée au format AAAA-MM-JJ."], lines);
        Assert.Equal(2, await CountAsync());
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(HttpMethod.Delete, started.GetProperty("statusUrl").GetString()!)).Status);
        await AssertNothingLeftAsync(started.GetProperty("importId").GetString()!);
    }

    [Fact]
    [Trait("threat", "57")]
    public async Task Import_LandedFileThatIsNoExtract_SaysWhyInTwoLanguages()
    {
        IImportBlobs blobs = running.Host.Services.GetRequiredService<IImportBlobs>();
        await blobs.PutAsync(ImportPlace.Landing, $"{_campaign}/bad.csv", "ins_system;test_result\n1;2\n"u8.ToArray(), default);

        (_, JsonElement started) = await SendAsync(HttpMethod.Post, Register + "/imports", new { Extract = "bad.csv", Kind = "full" });
        JsonElement status = await WaitAsync(started.GetProperty("statusUrl").GetString()!);

        Assert.Equal(("refused", "register.column-unknown"), (status.GetProperty("state").GetString(), status.GetProperty("failure").GetProperty("code").GetString()));
        using HttpResponseMessage french = await RawAsync(HttpMethod.Get, started.GetProperty("statusUrl").GetString()!, content: null, "fr");
        Assert.Contains("Colonnes inconnues : test_result", (await french.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("failure").GetProperty("detail").GetString(), StringComparison.Ordinal);
        await AssertNothingLeftAsync(started.GetProperty("importId").GetString()!);
    }

    [Fact]
    public async Task Import_OfNobody_IsRefused()
    {
        Assert.Equal("register.extract-not-found", await CodeAsync(HttpMethod.Post, Register + "/imports", new { Extract = "none", Kind = "full" }));
        Assert.Equal("register.extract-name-invalid", await CodeAsync(HttpMethod.Post, Register + "/imports", new { Extract = "../x", Kind = "full" }));
        Assert.Equal("register.import-not-found", await CodeAsync(HttpMethod.Get, $"{Register}/imports/{RandomId.Create()}", body: null));
        Assert.Equal("register.import-not-found", await CodeAsync(HttpMethod.Get, $"{Register}/imports/none/rejected", body: null));
        Assert.Equal("campaigns.not-found", await CodeAsync(HttpMethod.Post, "api/campaigns/no-such/register/imports", new { Extract = "none", Kind = "full" }));
        await PutAsync(1, new byte[PutExtractPartHandler.LargestPart + 1], HttpStatusCode.RequestEntityTooLarge);
        _token = await running.SignInAsync(DevelopmentSignIn.Agents, Story.Agent);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(HttpMethod.Post, Register + "/imports", new { Extract = "none", Kind = "full" })).Status);
    }

    [Fact]
    public async Task Part_OfTheLargestSize_IsTaken() =>
        await PutAsync(1, new byte[PutExtractPartHandler.LargestPart], HttpStatusCode.NoContent);

    private static byte[] Gzip(byte[] content)
    {
        using MemoryStream file = new();
        using (GZipStream gzip = new(file, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return file.ToArray();
    }

    private async Task<JsonElement> WaitAsync(string address)
    {
        for (int attempt = 0; attempt < 600; attempt++)
        {
            (HttpStatusCode code, JsonElement status) = await SendAsync(HttpMethod.Get, address);
            if (code == HttpStatusCode.OK && status.TryGetProperty("extractDestroyedAt", out _))
            {
                return status;
            }

            Assert.True(code is HttpStatusCode.Accepted or HttpStatusCode.OK, $"the import answered {(int)code}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        throw new TimeoutException("The import did not end.");
    }

    private async Task<int> CountAsync()
    {
        IServiceProvider services = running.Host.Services;
        Campaign campaign = (await services.GetRequiredService<ICampaignStore>().FindAsync(CampaignId.Parse(_campaign), default))!.Value;
        CampaignSecret secret = (await services.GetRequiredService<CampaignSecrets>().FindAsync(campaign, default))!;
        Core.Access.PractitionerRef doctor = services.GetRequiredService<Core.Access.Pseudonyms>().For(campaign.Id, SamplePeople.Doctors[0]);
        return await services.GetRequiredService<IRegister>().ReadPatientsAsync(campaign.Id, secret, doctor, default).CountAsync();
    }

    /// <summary>Neither in the containers of extracts and parts, nor of anybody in the orchestration's history.</summary>
    private async Task AssertNothingLeftAsync(string import)
    {
        IImportBlobs blobs = running.Host.Services.GetRequiredService<IImportBlobs>();
        foreach (ImportPlace place in new[] { ImportPlace.Landing, ImportPlace.Posted, ImportPlace.Parts })
        {
            Assert.Empty(await blobs.ListAsync(place, _campaign + "/", unfinished: true, default).ToListAsync());
        }

        OrchestrationMetadata? instance = await new LocalDurableTaskClient("Outreach", running.Host.Services.GetRequiredService<DurableEngine>()).GetInstanceAsync(import, getInputsAndOutputs: true);
        string said = $"{instance?.SerializedInput}{instance?.SerializedOutput}{instance?.SerializedCustomStatus}";
        Assert.Contains(import, said, StringComparison.Ordinal);
        Assert.DoesNotContain("253072", said, StringComparison.Ordinal);
    }

    private async Task PutAsync(int number, byte[] part, HttpStatusCode expected)
    {
        using ByteArrayContent content = new(part);
        using HttpResponseMessage response = await RawAsync(HttpMethod.Put, $"{Register}/extracts/autumn/parts/{number}", content, "en");
        Assert.Equal(expected, response.StatusCode);
    }

    private async Task<string?> CodeAsync(HttpMethod method, string path, object? body) => (await SendAsync(method, path, body)).Body.GetProperty("code").GetString();

    private async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using HttpContent? content = body is null ? null : JsonContent.Create(body);
        using HttpResponseMessage response = await RawAsync(method, path, content, "en");
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    private async Task<HttpResponseMessage> RawAsync(HttpMethod method, string path, HttpContent? content, string language)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        request.Headers.AcceptLanguage.ParseAdd(language);
        return await running.Http.SendAsync(request);
    }
}
