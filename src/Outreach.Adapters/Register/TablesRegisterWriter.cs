using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;

namespace Outreach.Adapters.Register;

/// <summary>Loads table `register` in generations; see <see cref="TablesRegister"/> for its shape.</summary>
public sealed class TablesRegisterWriter(OutreachStorage storage, TimeProvider time) : IRegisterWriter
{
    private const int ParallelCalls = 16;

    private static readonly string[] Keys = ["PartitionKey", "RowKey"];

    private readonly TableClient _table = storage.Data.GetTableClient(TablesRegister.Table);
    private readonly RegisterImportRows _imports = new(storage.Data.GetTableClient(TablesRegister.Table));

    public Task<RegisterImport?> FindCompleteAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        _imports.FindCurrentAsync(campaign, cancellationToken);

    public async Task<int> FindNewestGenerationAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        // In this order: completing one takes it from the second place to the first.
        int loading = (await _imports.FindLoadingAsync(campaign, cancellationToken))?.Import.Generation ?? 0;
        return Math.Max(loading, (await _imports.FindCurrentAsync(campaign, cancellationToken))?.Generation ?? 0);
    }

    public async Task<RegisterImport> StartAsync(CampaignId campaign, string sha256, string? run, CancellationToken cancellationToken)
    {
        RegisterImport? current = await _imports.FindCurrentAsync(campaign, cancellationToken);
        (RegisterImport Import, string ETag)? cutShort = await _imports.FindLoadingAsync(campaign, cancellationToken);
        if (run is not null && (cutShort?.Import ?? current) is { } same && same.Run == run)
        {
            return same;
        }

        int generation = Math.Max(current?.Generation ?? 0, cutShort?.Import.Generation ?? 0) + 1;
        RegisterImport import = new(generation, sha256, RegisterImportState.Loading, time.GetUtcNow(), RegisterImportCounts.None) { Run = run };
        return await _imports.TryStartAsync(campaign, import, cutShort?.ETag, cancellationToken)
            ? import
            : throw new TransientDependencyException("Another import of this campaign is starting.");
    }

    public Task WriteAsync(
        CampaignId campaign, CampaignSecret secret, int generation, IAsyncEnumerable<RegisterPlacement> people, CancellationToken cancellationToken)
    {
        RegisterPacker packer = new(campaign, generation, RegisterPacker.DefaultLimit);
        ParallelOptions options = new() { MaxDegreeOfParallelism = ParallelCalls, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(packer.PackAsync(people, cancellationToken), options, async (envelope, cancelled) =>
        {
            TableEntity row = new(envelope.Key.Partition, envelope.Key.Row) { [TablesRegister.SealedColumn] = envelope.Seal(secret.RegisterKey) };
            await _table.PutAsync(row, cancelled);
        });
    }

    public Task UpdateAsync(
        CampaignId campaign, CampaignSecret secret, int generation, IReadOnlyCollection<RegisterPlacement> people, CancellationToken cancellationToken)
    {
        ParallelOptions options = new() { MaxDegreeOfParallelism = ParallelCalls, CancellationToken = cancellationToken };
        return Parallel.ForEachAsync(people.SelectMany(UpdatesOf), options, async (update, cancelled) =>
            await _table.PutAsync(
                new TableEntity(update.Key.Partition, update.Key.Row) { [TablesRegister.SealedColumn] = update.Seal(secret.RegisterKey) }, cancelled));

        IEnumerable<RegisterEnvelope> UpdatesOf(RegisterPlacement placement)
        {
            byte[] person = RegisterEnvelope.Render(placement.Person);
            PatientRef name = secret.For(placement.Person.Id);
            RegisterEnvelope In(string partition, params byte[][] state) =>
                new(new RegisterRowKey(partition, generation, Number: 0) { Updated = name }, IsLast: true, state);

            string department = RegisterRowKey.PartitionOf(campaign, placement.Person.Department);
            yield return placement.Practitioners.Count == 0 ? In(department, person) : In(department);
            foreach (PractitionerRef practitioner in placement.Practitioners)
            {
                yield return In(RegisterRowKey.PartitionOf(campaign, practitioner), person);
            }
        }
    }

    public async Task<bool> CompleteAsync(CampaignId campaign, RegisterImport import, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(import);
        (RegisterImport Import, string ETag)? loading = await _imports.FindLoadingAsync(campaign, cancellationToken);
        if (loading is { } found && found.Import.Generation == import.Generation
            && await _imports.TryCompleteAsync(campaign, import, found.ETag, cancellationToken))
        {
            return true;
        }

        // It may be complete already: an answer that was lost on its way back.
        return (await _imports.FindCurrentAsync(campaign, cancellationToken))?.Generation == import.Generation;
    }

    public async Task DiscardAsync(CampaignId campaign, int generation, CancellationToken cancellationToken)
    {
        if ((await _imports.FindCurrentAsync(campaign, cancellationToken))?.Generation == generation)
        {
            return;
        }

        (string first, string end) = RegisterRowKey.RangeOf(campaign);
        (string from, string to) = RegisterRowKey.RangeOf(generation);
        await DeleteAsync(
            TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {end} and RowKey ge {from} and RowKey lt {to}"), cancellationToken);
    }

    public Task SweepAsync(CampaignId campaign, int generation, CancellationToken cancellationToken) =>
        DeleteAsync(Before(campaign, generation), cancellationToken);

    public async Task<int> ForgetAsync(CampaignId campaign, int most, CancellationToken cancellationToken)
    {
        int removed = await DeleteAsync(Before(campaign, int.MaxValue), cancellationToken, most);
        if (removed < most)
        {
            await _imports.RemoveAsync(campaign, cancellationToken);
        }

        return removed;
    }

    /// <summary>Rows of the generations before one.</summary>
    private static string Before(CampaignId campaign, int generation)
    {
        (string first, string end) = RegisterRowKey.RangeOf(campaign);
        (string kept, _) = RegisterRowKey.RangeOf(generation);
        return TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {end} and RowKey lt {kept}");
    }

    /// <remarks>Rows come by partition: those that follow one another there go in one transaction.</remarks>
    private async Task<int> DeleteAsync(string filter, CancellationToken cancellationToken, int most = int.MaxValue)
    {
        int removed = 0;
        ParallelOptions options = new() { MaxDegreeOfParallelism = ParallelCalls, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(InPartitionsAsync(filter, most, cancellationToken), options, async (rows, cancelled) =>
        {
            await _table.DeleteRowsAsync(rows, cancelled);
            Interlocked.Add(ref removed, rows.Count);
        });
        return removed;
    }

    private async IAsyncEnumerable<List<TableEntity>> InPartitionsAsync(string filter, int most, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<TableEntity> rows = [];
        await foreach (TableEntity row in _table.QueryRowsAsync(filter, cancellationToken, Keys).Take(most))
        {
            if (rows.Count > 0 && (rows.Count == TableCalls.LargestTransaction || rows[0].PartitionKey != row.PartitionKey))
            {
                yield return rows;
                rows = [];
            }

            rows.Add(row);
        }

        if (rows.Count > 0)
        {
            yield return rows;
        }
    }
}
