using System.Collections.Concurrent;
using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Register;

namespace Outreach.Adapters.Contacts;

/// <summary>Table `contacts`: one row per person; sixteen partitions per campaign, so that the claims of a list are few transactions.</summary>
/// <remarks>An insert is the claim: of two that come at once, storage lets one through. Rows hold pseudonyms alone.</remarks>
public sealed class TablesContactLedger(OutreachStorage storage, TimeProvider time) : IContactLedger
{
    public const string Table = "contacts";

    private const string Holder = "Holder";
    private const string Kind = "Kind";
    private const string At = "At";
    private const string ClaimKind = "practitioner";
    private const string ObjectionKind = "objection";
    private const int ParallelCalls = 8;

    private readonly TableClient _table = storage.Data.GetTableClient(Table);

    public async Task<IReadOnlySet<PatientRef>> ClaimAsync(
        CampaignId campaign, PractitionerRef holder, IReadOnlyCollection<PatientRef> people, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(people);
        ConcurrentBag<PatientRef> granted = [];
        IEnumerable<PatientRef[]> chunks = people.Distinct()
            .GroupBy(person => PartitionOf(campaign, person), StringComparer.Ordinal)
            .SelectMany(partition => partition.Chunk(TableCalls.LargestTransaction));
        ParallelOptions options = new() { MaxDegreeOfParallelism = ParallelCalls, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(chunks, options, async (chunk, cancelled) =>
        {
            foreach (PatientRef person in await ClaimChunkAsync(campaign, holder, chunk, cancelled))
            {
                granted.Add(person);
            }
        });
        return granted.ToHashSet();
    }

    public Task ObjectAsync(CampaignId campaign, PatientRef person, CancellationToken cancellationToken) =>
        _table.PutAsync(Row(campaign, person, ObjectionKind, holder: ""), cancellationToken);

    /// <summary>All at once when nobody was there before; otherwise those who are not taken, until the rest goes through.</summary>
    private async Task<IEnumerable<PatientRef>> ClaimChunkAsync(
        CampaignId campaign, PractitionerRef holder, PatientRef[] people, CancellationToken cancellationToken)
    {
        List<PatientRef> granted = [];
        PatientRef[] rest = people;
        while (rest.Length > 0)
        {
            List<TableTransactionAction> claims =
                [.. rest.Select(person => new TableTransactionAction(TableTransactionActionType.Add, Row(campaign, person, ClaimKind, holder.Value)))];
            if (await _table.TryTransactAsync(claims, cancellationToken) is not null)
            {
                granted.AddRange(rest);
                break;
            }

            Dictionary<PatientRef, bool> taken = await FindTakenAsync(campaign, holder, rest, cancellationToken);
            granted.AddRange(taken.Where(person => person.Value).Select(person => person.Key));

            // Rows are never removed while claims go on: a refused insert leaves at least one to be found, unless the other side's was undone.
            rest = taken.Count > 0
                ? [.. rest.Where(person => !taken.ContainsKey(person))]
                : throw new TransientDependencyException("The contact ledger refused a claim that nobody holds now.");
        }

        return granted;
    }

    /// <summary>Who of these people is taken, and whether by this holder.</summary>
    private async Task<Dictionary<PatientRef, bool>> FindTakenAsync(
        CampaignId campaign, PractitionerRef holder, IReadOnlyCollection<PatientRef> people, CancellationToken cancellationToken)
    {
        ConcurrentDictionary<PatientRef, bool> taken = [];
        ParallelOptions options = new() { MaxDegreeOfParallelism = ParallelCalls, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(people, options, async (person, cancelled) =>
        {
            if (await _table.FindAsync(PartitionOf(campaign, person), person.Value, cancelled) is { } row)
            {
                taken[person] = row.GetString(Kind) == ClaimKind && row.GetString(Holder) == holder.Value;
            }
        });
        return new Dictionary<PatientRef, bool>(taken);
    }

    private TableEntity Row(CampaignId campaign, PatientRef person, string kind, string holder) =>
        new(PartitionOf(campaign, person), person.Value) { [Kind] = kind, [Holder] = holder, [At] = time.GetUtcNow() };

    private static string PartitionOf(CampaignId campaign, PatientRef person) => $"{campaign.Value}~{person.Value[0]}";
}
