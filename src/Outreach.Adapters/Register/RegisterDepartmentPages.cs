using System.Globalization;
using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.Register;

namespace Outreach.Adapters.Register;

/// <summary>Pages of one department.</summary>
internal sealed class RegisterDepartmentPages(TableClient table, CampaignSecret secret, string partition, int generation)
{
    private const int EnvelopesPerPage = 10;
    private const int UpdatePages = 16;

    /// <summary>Null when rows are missing.</summary>
    public async Task<RegisterPage?> ReadAsync(int page, CancellationToken cancellationToken)
    {
        int number = page * EnvelopesPerPage;
        List<TableEntity> rows = await RangeAsync(RowOf(number), RowOf(number + EnvelopesPerPage), cancellationToken);
        if (rows.Count > 0)
        {
            return await ReadEnvelopesAsync(rows, number, cancellationToken);
        }

        int envelopes = await CountAsync(cancellationToken);
        int digit = page - ((envelopes + EnvelopesPerPage - 1) / EnvelopesPerPage);
        return digit < 0 || (digit == 0 && envelopes > 0 && !await IsLastAsync(envelopes - 1, cancellationToken))
            ? null
            : await ReadUpdatesAsync(digit, cancellationToken);
    }

    private async Task<RegisterPage?> ReadEnvelopesAsync(List<TableEntity> rows, int first, CancellationToken cancellationToken)
    {
        RegisterPartitionReader reader = new(secret, partition, generation, first);
        if (!rows.TrueForAll(reader.TryAdd) || (rows.Count < EnvelopesPerPage && reader.IsCut))
        {
            return null;
        }

        IReadOnlyCollection<TableEntity> updated = await table.FindManyAsync(
            partition, reader.Entries.Select(entry => UpdateOf(entry.Ref).Row), cancellationToken);
        HashSet<string> elsewhere = [.. updated.Select(row => row.RowKey)];
        return new RegisterPage([.. reader.Entries.Where(entry => !elsewhere.Contains(UpdateOf(entry.Ref).Row))], IsLast: false);
    }

    private async Task<RegisterPage> ReadUpdatesAsync(int digit, CancellationToken cancellationToken)
    {
        RegisterPartitionReader reader = new(secret, partition, generation);
        if (digit < UpdatePages)
        {
            string first = UpdateOf(new PatientRef(digit.ToString("x", CultureInfo.InvariantCulture))).Row;
            (await RangeAsync(first, first + "~", cancellationToken)).ForEach(row => reader.TryAdd(row));
        }

        return new RegisterPage([.. reader.Entries], digit >= UpdatePages - 1);
    }

    private async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        (string first, _) = RegisterRowKey.RangeOf(generation);
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey lt {first + "~"}");
        return await table.QueryRowsAsync(filter, cancellationToken, TableCalls.KeysAlone).CountAsync(cancellationToken);
    }

    private async Task<bool> IsLastAsync(int number, CancellationToken cancellationToken) =>
        await table.FindAsync(partition, RowOf(number), cancellationToken) is { } row
        && new RegisterPartitionReader(secret, partition, generation, number) is var reader && reader.TryAdd(row) && !reader.IsCut;

    private async Task<List<TableEntity>> RangeAsync(string first, string end, CancellationToken cancellationToken) => await table
        .QueryRowsAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey lt {end}"), cancellationToken)
        .ToListAsync(cancellationToken);

    private string RowOf(int number) => new RegisterRowKey(partition, generation, number).Row;

    private RegisterRowKey UpdateOf(PatientRef person) => new(partition, generation, Number: 0) { Updated = person };
}
