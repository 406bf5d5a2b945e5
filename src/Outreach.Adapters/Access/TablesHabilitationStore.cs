using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Access.Habilitations;

namespace Outreach.Adapters.Access;

/// <summary>Table `habilitations`: a partition per agent, a row each, the name in it sealed. The check of a call is one query of one partition.</summary>
public sealed class TablesHabilitationStore(OutreachStorage storage, HabilitationNames names) : IHabilitationStore
{
    public const string Table = "habilitations";

    private readonly TableClient _table = storage.Data.GetTableClient(Table);

    public async Task<IReadOnlyList<Habilitation>> OfAgentAsync(string agent, CancellationToken cancellationToken)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {HabilitationId.HalfOf(agent)} and Agent eq {agent}");
        return await _table.QueryRowsAsync(filter, cancellationToken).Select(ToHabilitation).ToArrayAsync(cancellationToken);
    }

    public async Task<Versioned<Habilitation>?> FindAsync(HabilitationId id, CancellationToken cancellationToken) =>
        await _table.FindAsync(id.OfAgent, id.Value, cancellationToken) is { } row ? new Versioned<Habilitation>(ToHabilitation(row), row.ETag.ToString()) : null;

    public async IAsyncEnumerable<Habilitation> ReadAsync(HabilitationId? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Ids begin with their partition: the order of keys is the order of ids.
        string? filter = after is { } from ? TableClient.CreateQueryFilter($"PartitionKey ge {from.OfAgent} and RowKey gt {from.Value}") : null;
        await foreach (TableEntity row in _table.QueryRowsAsync(filter ?? "", cancellationToken))
        {
            yield return ToHabilitation(row);
        }
    }

    public async Task<bool> AddAsync(Habilitation habilitation, CancellationToken cancellationToken) =>
        await _table.TryPutAsync(ToRow(habilitation), etag: null, cancellationToken) is not null;

    public async Task<bool> ReplaceAsync(Habilitation habilitation, string etag, CancellationToken cancellationToken) =>
        await _table.TryPutAsync(ToRow(habilitation), etag, cancellationToken) is not null;

    public Task RemoveAsync(HabilitationId id, CancellationToken cancellationToken) => _table.DeleteIfExistsAsync(id.OfAgent, id.Value, cancellationToken);

    private TableEntity ToRow(Habilitation habilitation) => new(habilitation.Id.OfAgent, habilitation.Id.Value)
    {
        ["Agent"] = habilitation.Agent,
        ["SealedName"] = names.Seal(habilitation),
        ["Purposes"] = string.Join(' ', habilitation.Purposes),
        ["From"] = TableInstants.ToText(habilitation.From),
        ["Until"] = TableInstants.ToText(habilitation.Until),
        ["GrantedAt"] = TableInstants.ToText(habilitation.GrantedAt),
        ["GrantedBy"] = habilitation.GrantedBy,
        ["RevokedAt"] = habilitation.RevokedAt is { } at ? TableInstants.ToText(at) : null,
        ["RevokedBy"] = habilitation.RevokedBy,
    };

    /// <summary>A row that does not read whole admits nobody: it throws.</summary>
    private Habilitation ToHabilitation(TableEntity row)
    {
        (HabilitationId id, string agent) = (HabilitationId.Parse(row.RowKey), Text(row, "Agent"));
        return new Habilitation
        {
            Id = id,
            Agent = agent,
            Name = names.Open(id, agent, row.GetString("SealedName")) ?? "",
            Purposes = [.. Text(row, "Purposes").Split(' ').Select(Enum.Parse<HabilitationPurpose>)],
            From = TableInstants.Read(Text(row, "From")),
            Until = TableInstants.Read(Text(row, "Until")),
            GrantedAt = TableInstants.Read(Text(row, "GrantedAt")),
            GrantedBy = Text(row, "GrantedBy"),
            RevokedAt = row.GetString("RevokedAt") is { } at ? TableInstants.Read(at) : null,
            RevokedBy = row.GetString("RevokedBy"),
        };
    }

    private static string Text(TableEntity row, string name) => row.GetString(name) ?? throw new InvalidDataException($"A habilitation lacks {name}.");
}
