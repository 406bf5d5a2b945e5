using System.Net;
using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.DurableTask.Client;
using Outreach.Core.Lists;
using Outreach.LocalHost.Demonstration;
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
            killed = await Task.WhenAny(story, storage.Struck) != story;
            if (killed)
            {
                await host.RestartAsync();
            }

            await story;
        }

        Assert.InRange(step, 10, 60);
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
