using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core.Audit;

namespace Outreach.Adapters.Audit;

/// <summary>Table `auditwitness` of the data account, one row: whoever removes checkpoints from the audit account does not reach it.</summary>
public sealed class TablesCheckpointWitness(OutreachStorage storage) : ICheckpointWitness
{
    public const string Table = "auditwitness";

    private const string Partition = "checkpoints";
    private const string Row = "latest";

    private readonly TableClient _table = storage.Data.GetTableClient(Table);

    public async Task<SeenCheckpoint?> FindAsync(CancellationToken cancellationToken) =>
        await _table.FindAsync(Partition, Row, cancellationToken) is { } row ? ToSeen(row) : null;

    public async Task KeepAsync(SeenCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var next = new TableEntity(Partition, Row) { ["Number"] = checkpoint.Number, ["Hash"] = checkpoint.Hash };
        TableEntity? known;
        do
        {
            known = await _table.FindAsync(Partition, Row, cancellationToken);
        }
        while ((known is null || ToSeen(known).Number < checkpoint.Number)
            && await _table.TryPutAsync(next, known?.ETag.ToString(), cancellationToken) is null);
    }

    /// <summary>A row of other types was written by somebody else: it says nothing, and the chain reports that.</summary>
    private static SeenCheckpoint ToSeen(TableEntity row) => new(row["Number"] is long number ? number : 0, row["Hash"] as string ?? "");
}
