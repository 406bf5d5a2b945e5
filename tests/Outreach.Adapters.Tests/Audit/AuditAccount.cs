using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Outreach.Adapters.Audit;
using Outreach.Adapters.Storage;
using Outreach.Core.Audit;
using Outreach.Core.Lists;
using Outreach.Testing.Audit;
using Outreach.Testing.Campaigns;
using Outreach.Testing.Lists;

namespace Outreach.Adapters.Tests.Audit;

/// <summary>The capability Audit on an account of containers of its own, as deployed, with keys in memory.</summary>
internal sealed class AuditAccount : IAsyncDisposable
{
    /// <summary>Tests that share the account go one after the other.</summary>
    public const string Shared = "audit account";

    private readonly BlobAuditTrail _trail;
    private readonly InMemoryCheckpointKeys _keys = new();

    private AuditAccount(OutreachStorage storage, TimeProvider time)
    {
        _trail = new BlobAuditTrail(storage, time);
        var streams = new BlobAuditStreams(storage);
        var checkpoints = new BlobAuditCheckpoints(storage);
        var witness = new TablesCheckpointWitness(storage);
        var heads = new CheckpointHeads(checkpoints);
        var seal = new CheckpointSeal(_keys, _keys);
        var chain = new CheckpointChain(checkpoints, seal, heads, witness);
        var inspection = new StreamInspection(new StreamWalk(streams, heads), new AuditVerifier(_trail));
        var writer = new CheckpointWriter(checkpoints, seal, witness, new RetentionRule(new RetentionPeriod(12), new InMemoryListStore(), new InMemoryCampaignStore()));
        Checkpoint = new CheckpointAuditHandler(chain, inspection, writer, new AuditRetention(_trail, streams, checkpoints, heads), time);
        Verify = new VerifyAuditHandler(chain, inspection, time);
    }

    public CheckpointAuditHandler Checkpoint { get; }

    public VerifyAuditHandler Verify { get; }

    /// <summary>Empties both containers first: other tests damage streams.</summary>
    public static async Task<AuditAccount> CreateAsync(OutreachStorage storage, TimeProvider time)
    {
        foreach (string name in new[] { BlobAuditTrail.Container, BlobAuditCheckpoints.Container })
        {
            BlobContainerClient container = storage.Audit.GetBlobContainerClient(name);
            await container.CreateIfNotExistsAsync();
            await foreach (BlobItem earlier in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix: null, default))
            {
                await container.GetBlobClient(earlier.Name).DeleteIfExistsAsync();
            }
        }

        await storage.Data.GetTableClient(TablesCheckpointWitness.Table).DeleteEntityAsync("checkpoints", "latest");
        return new AuditAccount(storage, time);
    }

    public async Task<AuditStream> WriteAsync(int entries)
    {
        AuditStream stream = AuditStream.ForList(ListId.Create());
        for (int i = 0; i < entries; i++)
        {
            await _trail.AppendAsync(stream, new AuditEvent("lists.opened", "system", new Dictionary<string, string>(StringComparer.Ordinal)), default);
        }

        return stream;
    }

    public ValueTask DisposeAsync()
    {
        _trail.Dispose();
        _keys.Dispose();
        return ValueTask.CompletedTask;
    }
}
