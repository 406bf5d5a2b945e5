using System.Net;
using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using Microsoft.DurableTask.Client;
using Outreach.Adapters.Campaigns;
using Outreach.Adapters.Lists;
using Outreach.Adapters.Register;
using Outreach.Adapters.Storage;
using Outreach.Core.Campaigns;
using Outreach.Core.Lists;
using Outreach.Core.Register.Import;
using Outreach.LocalHost.Campaigns;
using Outreach.LocalHost.Demonstration;
using Outreach.LocalHost.Settings;
using Outreach.LocalHost.SignIn;
using Xunit;

namespace Outreach.EndToEnd;

/// <summary>`kill -9` of the real host right after each write that making and destroying a list takes, before the host itself hears that it was written.</summary>
public sealed class KilledAtEachStepTests
{
    [Fact]
    [Trait("threat", "31")]
    [Trait("threat", "32")]
    [Trait("threat", "69")]
    public async Task List_HostKilledAfterEachOfItsWrites_IsMadeAndDestroyedAllTheSame()
    {
        await using StorageProxy storage = await StorageProxy.StartAsync();
        await using HostProcess host = await HostProcess.StartAsync(storage.Settings);
        using var patient = new PatientHandler(new SocketsHttpHandler { AllowAutoRedirect = false }, TimeProvider.System);
        using var http = new HttpClient(patient) { BaseAddress = host.Address };
        int step = 0;
        for (bool killed = true; killed;)
        {
            storage.StrikeAfter(++step, host.Kill);
            Task story = PlayAsync(http, storage.Tables, $"rpps-1{step:D10}");
            killed = await storage.StrikesBeforeEndOfAsync(story);
            if (killed)
            {
                await host.RestartAsync();
            }

            await story;
        }

        Assert.InRange(step, 10, 60);
    }

    [Fact]
    [Trait("threat", "32")]
    [Trait("threat", "38")]
    [Trait("threat", "69")]
    public async Task Campaign_HostKilledAfterEachWriteOfItsEnd_EndsAllTheSame()
    {
        await using StorageProxy storage = await StorageProxy.StartAsync();

        // A list that was destroyed right before a kill is not destroyed again: its orchestration is told by the deletion timer.
        var settings = new Dictionary<string, string>(storage.Settings, StringComparer.Ordinal) { ["EnforceDeletion__Schedule"] = "*/5 * * * * *" };
        await using HostProcess host = await HostProcess.StartAsync(settings);
        using var patient = new PatientHandler(new SocketsHttpHandler { AllowAutoRedirect = false }, TimeProvider.System);
        using var http = new HttpClient(patient) { BaseAddress = host.Address };
        Task<string> SignInAsync(string issuer, string person) => HttpSignIn.SignInAsync(http, new Uri(host.Address, issuer + "/"), person, CancellationToken.None);
        int step = 0;
        for (bool killed = true; killed;)
        {
            string campaign = $"killed-{++step}";
            var insurer = new InsurerClient(http, await SignInAsync(DevelopmentSignIn.Agents, Story.Agent));
            await insurer.OpenCampaignAsync(campaign, "Killed", TimeProvider.System.GetUtcNow());
            await LoadNobodyAsync(storage.Storage, host.Folder, CampaignId.Parse(campaign));
            using var practice = new PracticeClient(http, await SignInAsync(DevelopmentSignIn.Doctors, Story.FirstDoctor));
            (_, Uri? request) = await practice.AskAsync(campaign, "inform-unvaccinated");
            Manifest manifest = await practice.WaitAsync(request!, static _ => { }, CancellationToken.None);

            storage.StrikeAfter(step, host.Kill);
            Task end = EndAsync(insurer, storage.Tables, campaign, manifest);
            killed = await storage.StrikesBeforeEndOfAsync(end);
            if (killed)
            {
                await host.RestartAsync();
            }

            await end;
            Assert.Equal(HttpStatusCode.Gone, (await practice.OpenAsync(manifest.ListId)).Status);
            Assert.Null(await new TablesListStore(storage.Storage).FindShareAsync(new ListId(manifest.ListId), CancellationToken.None));
            Assert.Empty(await BlobsAsync(storage.Storage, manifest.ListId));
        }

        Assert.InRange(step, 10, 60);
    }

    /// <summary>A register without anybody: a list of no rows has a share and a ciphertext like any other.</summary>
    private static async Task LoadNobodyAsync(OutreachStorage storage, LocalFolder folder, CampaignId id)
    {
        using var keys = new LocalCampaignKeys(folder.Keys, TimeProvider.System);
        Campaign campaign = (await new TablesCampaignStore(storage).FindAsync(id, CancellationToken.None))!.Value;
        byte[] secret = (await keys.UnwrapAsync(campaign.KeyId, campaign.WrappedSecret, CancellationToken.None))!;
        var register = new TablesRegisterWriter(storage, TimeProvider.System);
        RegisterImport import = await register.StartAsync(id, new string('0', 64), CancellationToken.None);
        await register.WriteAsync(id, new CampaignSecret(secret), import.Generation, AsyncEnumerable.Empty<RegisterPlacement>(), CancellationToken.None);
        await register.CompleteAsync(id, import, CancellationToken.None);
    }

    private static async Task<List<string>> BlobsAsync(OutreachStorage storage, string list)
    {
        List<string> names = [];
        await foreach (BlobItem blob in storage.Lists.GetBlobContainerClient(BlobSealedStore.Container).GetBlobsAsync(BlobTraits.None, BlobStates.None, list, default))
        {
            names.Add(blob.Name);
        }

        return names;
    }

    /// <summary>Closes a campaign; it ends when its key is gone and the orchestration of its list has ended too.</summary>
    private static async Task EndAsync(InsurerClient insurer, TableServiceClient tables, string campaign, Manifest manifest)
    {
        await insurer.CloseCampaignAsync(campaign);
        long begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            JsonElement answer = await insurer.GetCampaignAsync(campaign);
            (string? state, string? key) = (answer.GetProperty("state").GetString(), answer.GetProperty("key").GetProperty("state").GetString());
            OrchestrationRuntimeStatus? list = await StatusAsync(tables, manifest.RequestId);
            if ((state, key) == ("Closed", "Purged") && list is null or OrchestrationRuntimeStatus.Completed)
            {
                return;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromMinutes(2), $"{campaign} is {state}, its key {key}, the orchestration of its list {list}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    /// <summary>A doctor asks, opens, deletes; it ends when the orchestration has.</summary>
    private static async Task PlayAsync(HttpClient http, TableServiceClient tables, string doctor)
    {
        string token = await HttpSignIn.SignInAsync(http, new Uri(http.BaseAddress!, DevelopmentSignIn.Doctors + "/"), doctor, CancellationToken.None);
        using var practice = new PracticeClient(http, token);
        (HttpStatusCode asked, Uri? request) = await practice.AskAsync(DemonstrationCampaign.Id, "inform-unvaccinated");
        Assert.Equal(HttpStatusCode.Accepted, asked);
        Manifest manifest = await practice.WaitAsync(request!, static _ => { }, CancellationToken.None);
        Assert.Equal(HttpStatusCode.OK, (await practice.OpenAsync(manifest.ListId)).Status);
        await practice.DeleteAsync(manifest.ListId);
        Assert.Equal(HttpStatusCode.Gone, (await practice.OpenAsync(manifest.ListId)).Status);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await StatusAsync(tables, manifest.RequestId) is not (null or OrchestrationRuntimeStatus.Completed))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }

    /// <summary>Of the orchestration in the task hub; null where it was purged.</summary>
    private static async Task<OrchestrationRuntimeStatus?> StatusAsync(TableServiceClient tables, string instanceId)
    {
        TableClient instances = tables.GetTableClient("OutreachInstances");
        return await instances.GetEntityIfExistsAsync<TableEntity>(instanceId, "i") is { HasValue: true, Value: { } row }
            ? (OrchestrationRuntimeStatus)JsonDocument.Parse(row.GetString("Json0")).RootElement.GetProperty("Status").GetInt32()
            : null;
    }
}
