using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Access.SignIn;

namespace Outreach.Adapters.Access;

/// <summary>Table `signinbindings`: a row, and a partition, per `sub`; pseudonyms only.</summary>
public sealed class TablesSignInBindingStore(OutreachStorage storage) : ISignInBindingStore
{
    public const string Table = "signinbindings";

    private const string Row = "binding";

    private readonly TableClient _table = storage.Data.GetTableClient(Table);

    public async Task<Versioned<SignInBinding>?> FindAsync(string subject, CancellationToken cancellationToken) =>
        await _table.FindAsync(subject, Row, cancellationToken) is { } row
            ? new Versioned<SignInBinding>(
                new SignInBinding(subject, row.GetString("Practitioner"), TableInstants.Read(row.GetString("SeenAt")))
                {
                    ReportedAt = row.GetString("ReportedAt") is { } at ? TableInstants.Read(at) : null,
                },
                row.ETag.ToString())
            : null;

    public async Task<bool> TryPutAsync(SignInBinding binding, string? etag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(binding);
        var row = new TableEntity(binding.Subject, Row)
        {
            ["Practitioner"] = binding.Practitioner,
            ["SeenAt"] = TableInstants.ToText(binding.SeenAt),
            ["ReportedAt"] = binding.ReportedAt is { } at ? TableInstants.ToText(at) : null,
        };
        return await _table.TryPutAsync(row, etag, cancellationToken) is not null;
    }

    public async Task<int> RemoveAsync(DateTimeOffset seenBefore, int most, CancellationToken cancellationToken)
    {
        int removed = 0;
        string filter = TableClient.CreateQueryFilter($"SeenAt lt {TableInstants.ToText(seenBefore)}");
        await foreach (TableEntity row in _table.QueryRowsAsync(filter, cancellationToken, TableCalls.KeysAlone).Take(most))
        {
            await _table.DeleteIfExistsAsync(row.PartitionKey, row.RowKey, cancellationToken);
            removed++;
        }

        return removed;
    }
}
