using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;

namespace Outreach.Adapters.Register;

/// <summary>Table `register`: one partition per campaign and doctor (or department, for people without one), about a hundred people to a row, and a row for each person of an update since.</summary>
public sealed class TablesRegister(OutreachStorage storage) : IRegister
{
    public const string Table = "register";

    internal const string SealedColumn = "Sealed";

    private const int Attempts = 3;

    private readonly TableClient _table = storage.Data.GetTableClient(Table);
    private readonly RegisterImportRows _imports = new(storage.Data.GetTableClient(Table));

    public IAsyncEnumerable<RegisterEntry> ReadPatientsAsync(
        CampaignId campaign, CampaignSecret secret, PractitionerRef practitioner, CancellationToken cancellationToken) =>
        ReadAsync(campaign, secret, RegisterRowKey.PartitionOf(campaign, practitioner), cancellationToken);

    public IAsyncEnumerable<RegisterEntry> ReadWithoutPractitionerAsync(
        CampaignId campaign, CampaignSecret secret, string department, CancellationToken cancellationToken) =>
        ReadAsync(campaign, secret, RegisterRowKey.PartitionOf(campaign, department), cancellationToken);

    public async Task<bool> IsLoadedAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        await _imports.FindCurrentAsync(campaign, cancellationToken) is not null;

    public async Task<int?> FindGenerationAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        (await _imports.FindCurrentAsync(campaign, cancellationToken))?.Generation;

    private async IAsyncEnumerable<RegisterEntry> ReadAsync(
        CampaignId campaign, CampaignSecret secret, string partition, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A partition is read as a whole before its first person is given out: a new import may sweep it meanwhile.
        foreach (RegisterEntry entry in await ReadPartitionAsync(campaign, secret, partition, cancellationToken))
        {
            yield return entry;
        }
    }

    private async Task<IReadOnlyCollection<RegisterEntry>> ReadPartitionAsync(
        CampaignId campaign, CampaignSecret secret, string partition, CancellationToken cancellationToken)
    {
        RegisterImport? import = await _imports.FindCurrentAsync(campaign, cancellationToken);
        for (int attempt = 0; import is not null && attempt < Attempts; attempt++)
        {
            (Extent extent, IReadOnlyCollection<RegisterEntry> people) = await ReadGenerationAsync(secret, partition, import.Generation, cancellationToken);
            if (extent == Extent.Whole)
            {
                return people;
            }

            RegisterImport? after = await _imports.FindCurrentAsync(campaign, cancellationToken);
            if (after?.Generation == import.Generation)
            {
                // The import has nobody of this doctor. Rows without an end, though, were taken away by someone.
                return extent == Extent.Empty ? people : throw new InvalidDataException("Rows of the register are missing.");
            }

            import = after;
        }

        return import is null ? [] : throw new TransientDependencyException("The register is being loaded again and again.");
    }

    private async Task<(Extent Extent, IReadOnlyCollection<RegisterEntry> People)> ReadGenerationAsync(
        CampaignSecret secret, string partition, int generation, CancellationToken cancellationToken)
    {
        (string first, string end) = RegisterRowKey.RangeOf(generation);
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey lt {end}");
        RegisterMerge people = new(secret);
        int number = 0;
        Extent extent = Extent.Empty;
        await foreach (TableEntity row in _table.QueryRowsAsync(filter, cancellationToken))
        {
            if (RegisterRowKey.OfUpdate(partition, generation, row.RowKey) is { } update)
            {
                people.Put(update.Updated!.Value, RegisterEnvelope.Open(row.GetString(SealedColumn), update, secret.RegisterKey).People);
                continue;
            }

            RegisterRowKey key = new(partition, generation, number++);
            if (row.RowKey != key.Row)
            {
                return (Extent.Cut, people.Entries);
            }

            (bool isLast, List<InsuredPerson> some) = RegisterEnvelope.Open(row.GetString(SealedColumn), key, secret.RegisterKey);
            people.Add(some);
            extent = isLast ? Extent.Whole : Extent.Cut;
        }

        return (extent, people.Entries);
    }

    /// <summary>How much of a partition was found: nothing, all, or rows of which others are missing.</summary>
    private enum Extent
    {
        Empty,
        Whole,
        Cut,
    }
}
