using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Text;
using Azure.Core.Diagnostics;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Outreach.Adapters.ComplementaryOutreach;
using Outreach.Adapters.Lists;
using Outreach.Adapters.Storage;
using Outreach.Adapters.Tests.Mail;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Pace;
using Outreach.LocalHost.Azurite;
using Outreach.Testing.Azurite;
using Outreach.Testing.ComplementaryOutreach;
using SmtpServer.Protocol;
using Xunit;

namespace Outreach.Adapters.Tests.ComplementaryOutreach;

/// <summary>Hands messages over by every channel, well and badly, and looks for addresses, texts and links in everything that is kept or said of it.</summary>
public sealed class ChannelCanaryTests : IDisposable
{
    private readonly ConcurrentQueue<string> _said = new();
    private readonly ActivityListener _traces;
    private readonly AzureEventSourceListener _logs;
    private readonly CampaignMessages _messages = new();

    public ChannelCanaryTests()
    {
        _traces = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => _said.Enqueue(
                $"{activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))} {string.Join(' ', activity.Events.SelectMany(one => one.Tags))}"),
        };
        ActivitySource.AddActivityListener(_traces);
        _logs = new AzureEventSourceListener((_, text) => _said.Enqueue(text), EventLevel.Verbose);
    }

    public void Dispose()
    {
        _traces.Dispose();
        _logs.Dispose();
    }

    [Fact]
    [Trait("threat", "19")]
    [Trait("threat", "53")]
    public async Task EveryChannel_WellAndBadly_LeavesNothingOfAnybody()
    {
        AzuriteServer server = await AzuriteFixture.StartOwnAsync();
        var storage = new OutreachStorage(
            new TableServiceClient(server.ConnectionString), new BlobServiceClient(server.ConnectionString), new BlobServiceClient(server.ConnectionString));
        await new StorageSetup(
            storage,
            [
                new StoragePart(StoragePlace.ListsContainer, BlobSealedStore.BatchesContainer), new StoragePart(StoragePlace.DataTable, TablesBatchStore.Table),
                new StoragePart(StoragePlace.DataTable, TablesPaceStore.Table),
            ]).RunAsync(default);
        using var addresses = new BlobReadAddresses(storage, TimeProvider.System);
        using var world = new BatchesWorld(new BlobSealedStore(storage, addresses, BlobSealedStore.BatchesContainer), new TablesBatchStore(storage));

        await PlayAsync(world, storage);
        await FailAsync(world, storage);

        List<(string Name, byte[] Content)> kept = [.. await BlobsAsync(storage.Lists), .. await RowsAsync(storage.Data)];
        kept.AddRange(world.Audit.Lines.SelectMany(stream => stream.Value.Select(line => (stream.Key.Value, line))));
        kept.AddRange(_said.Select(text => ("said", Encoding.UTF8.GetBytes(text))));
        byte[][] secrets = [.. _messages.All.SelectMany(Canaries.Of).Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes)];

        // That the search finds what is there: the names of parts, in each place.
        byte[] part = Encoding.UTF8.GetBytes("dept-75-000003-sms-");
        Assert.All(new[] { "blob", "row", "said", "campaigns/" }, place => Assert.Contains(
            kept, one => one.Name.StartsWith(place, StringComparison.Ordinal) && (Holds(one.Content, part) || one.Name.Contains("dept-75", StringComparison.Ordinal))));
        Assert.All(secrets, secret => Assert.DoesNotContain(kept, one => Holds(one.Content, secret) || Holds(Encoding.UTF8.GetBytes(one.Name), secret)));
    }

    private async Task PlayAsync(BatchesWorld world, OutreachStorage storage)
    {
        foreach (OutreachChannel kind in new[] { OutreachChannel.Sms, OutreachChannel.Letter })
        {
            WavePart part = SampleMessages.Part(kind), other = SampleMessages.Part(kind, number: 1);
            await world.Channel(kind).HandOverAsync(world.Campaign, part, _messages.Of(part), default);
            await world.Channel(kind).HandOverAsync(world.Campaign, other, _messages.Of(other), default);
            using var pace = new SendingPace(new TablesPaceStore(storage), new PacePolicy(new PaceRules(), world.Quiet), world.Quiet, world.Time);
            await pace.ReserveAsync(world.Campaign, part, "75", 3, default);
        }

        await world.List().RunAsync(world.Campaign.Id.Value, SampleMessages.Wave.Value, continuation: null, BatchesWorld.Agent, default);
        await world.Acknowledge().RunAsync(world.Campaign.Id.Value, SampleMessages.Wave.Value, SampleMessages.Part(number: 1).Name, BatchesWorld.Agent, default);
    }

    /// <summary>A part of another channel, a mail server that quotes whom it refuses, one that is away, storage that is away.</summary>
    private async Task FailAsync(BatchesWorld world, OutreachStorage storage)
    {
        WavePart part = SampleMessages.Part();
        await SayAsync(() => world.Channel(OutreachChannel.Letter).HandOverAsync(world.Campaign, part, _messages.Of(part), default));
        WavePart mail = SampleMessages.Part(OutreachChannel.Email);
        await using var server = new LoopbackMailServer { AnswersRecipient = SmtpReplyCode.Aborted };
        var channel = new SmtpOutreachChannel(server.Options(), TimeProvider.System) { TrustCertificate = static (_, _, _, _) => true };
        await SayAsync(() => channel.HandOverAsync(world.Campaign, mail, _messages.Of(mail)[..1], default));
        server.AnswersRecipient = null;
        server.AnswersMessage = SmtpReplyCode.Aborted;
        await SayAsync(() => channel.HandOverAsync(world.Campaign, mail, _messages.Of(mail)[..1], default));
        await SayAsync(() => channel.HandOverAsync(world.Campaign, mail, _messages.Of(mail), default));

        var away = new OutreachStorage(storage.Data, new BlobServiceClient(
            $"DefaultEndpointsProtocol=http;AccountName=away;AccountKey={Convert.ToBase64String(new byte[32])};BlobEndpoint=http://127.0.0.1:{LoopbackMailServer.FreePort()}/away",
            new BlobClientOptions { Retry = { MaxRetries = 0 } }), storage.Audit);
        using var addresses = new BlobReadAddresses(away, TimeProvider.System);
        using var broken = new BatchesWorld(new BlobSealedStore(away, addresses, BlobSealedStore.BatchesContainer));
        await SayAsync(() => broken.Channel().HandOverAsync(broken.Campaign, part, _messages.Of(part), default));
    }

    private async Task SayAsync(Func<Task> call) => _said.Enqueue((await Assert.ThrowsAnyAsync<Exception>(call)).ToString());

    private static async Task<List<(string, byte[])>> BlobsAsync(BlobServiceClient account)
    {
        List<(string, byte[])> found = [];
        await foreach (BlobContainerItem container in account.GetBlobContainersAsync())
        {
            BlobContainerClient client = account.GetBlobContainerClient(container.Name);
            await foreach (BlobItem blob in client.GetBlobsAsync(BlobTraits.All, BlobStates.None, prefix: null, CancellationToken.None))
            {
                found.Add(($"blob {container.Name} {blob.Name} {string.Join(' ', blob.Metadata)}", (await client.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToArray()));
            }
        }

        return found;
    }

    private static async Task<List<(string, byte[])>> RowsAsync(TableServiceClient tables)
    {
        List<(string, byte[])> found = [];
        await foreach (TableItem table in tables.QueryAsync())
        {
            await foreach (TableEntity row in tables.GetTableClient(table.Name).QueryAsync<TableEntity>())
            {
                found.AddRange(row.Select(member => ($"row {table.Name} {member.Key}", member.Value as byte[] ?? Encoding.UTF8.GetBytes(member.Value?.ToString() ?? ""))));
            }
        }

        return found;
    }

    private static bool Holds(byte[] content, byte[] secret) => content.AsSpan().IndexOf(secret) >= 0;

    /// <summary>The same messages whenever they are asked for.</summary>
    private sealed class CampaignMessages
    {
        public List<OutgoingMessage> All { get; } = [];

        public OutgoingMessage[] Of(WavePart part)
        {
            OutgoingMessage[] messages = [.. SampleMessages.Of(part, 3)];
            All.AddRange(messages);
            return messages;
        }
    }
}
