using System.Globalization;
using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.Register;

namespace Outreach.Adapters.Register;

/// <summary>Table `register` in pages; see <see cref="TablesRegister"/> for its shape.</summary>
/// <remarks>
/// A department: ten envelopes to a page by their numbers, which are consecutive from 0 and of which the last says so; then sixteen pages of updates by the first digit of
/// the person's reference. A person of whom there is an update stands among the updates alone; they come last, so that nobody who is updated meanwhile is missed.
/// Doctors: a page for each value of the next byte of their opaque names, less than one doctor on average.
/// </remarks>
public sealed class TablesRegisterPages(OutreachStorage storage) : IRegisterPages
{
    private const int EnvelopesPerPage = 10;
    private const int UpdatePages = 16;
    private const int DoctorPages = 256;

    private readonly TableClient _table = storage.Data.GetTableClient(TablesRegister.Table);
    private readonly RegisterImportRows _imports = new(storage.Data.GetTableClient(TablesRegister.Table));

    public async Task<RegisterPage?> ReadAsync(
        CampaignId campaign, CampaignSecret secret, WaveShard shard, int generation, int page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(secret);
        ArgumentOutOfRangeException.ThrowIfNegative(page);
        RegisterPage? read = shard.Department is { } department
            ? await new DepartmentPages(_table, secret, RegisterRowKey.PartitionOf(campaign, department), generation).ReadAsync(page, cancellationToken)
            : await ReadDoctorsAsync(campaign, secret, shard.Doctors!, generation, page, cancellationToken);

        // Afterwards: while it was in force nothing of it was swept.
        bool inForce = (await _imports.FindCurrentAsync(campaign, cancellationToken))?.Generation == generation;
        return inForce ? read ?? throw new InvalidDataException("Rows of the register are missing.") : null;
    }

    private async Task<RegisterPage?> ReadDoctorsAsync(
        CampaignId campaign, CampaignSecret secret, string prefix, int generation, int page, CancellationToken cancellationToken)
    {
        if (page >= DoctorPages)
        {
            return new RegisterPage([], IsLast: true);
        }

        string partition = RegisterRowKey.PartitionOf(campaign, new PractitionerRef(prefix + page.ToString("x2", CultureInfo.InvariantCulture)));
        (string first, string end) = RegisterRowKey.RangeOf(generation);
        string filter = TableClient.CreateQueryFilter(
            $"PartitionKey ge {partition} and PartitionKey lt {partition + "~"} and RowKey ge {first} and RowKey lt {end}");
        List<RegisterEntry> people = [];
        PartitionReader? doctor = null;
        await foreach (TableEntity row in _table.QueryRowsAsync(filter, cancellationToken))
        {
            if (doctor?.Partition != row.PartitionKey)
            {
                people.AddRange(doctor?.Entries ?? []);
                if (doctor is { IsCut: true })
                {
                    return null;
                }

                doctor = new PartitionReader(secret, row.PartitionKey, generation);
            }

            if (!doctor.TryAdd(row))
            {
                return null;
            }
        }

        people.AddRange(doctor?.Entries ?? []);
        return doctor is { IsCut: true } ? null : new RegisterPage(people, page == DoctorPages - 1);
    }

    /// <summary>Pages of one department.</summary>
    private sealed class DepartmentPages(TableClient table, CampaignSecret secret, string partition, int generation)
    {
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
            PartitionReader reader = new(secret, partition, generation, first);
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
            PartitionReader reader = new(secret, partition, generation);
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
            && new PartitionReader(secret, partition, generation, number) is var reader && reader.TryAdd(row) && !reader.IsCut;

        private async Task<List<TableEntity>> RangeAsync(string first, string end, CancellationToken cancellationToken) => await table
            .QueryRowsAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey lt {end}"), cancellationToken)
            .ToListAsync(cancellationToken);

        private string RowOf(int number) => new RegisterRowKey(partition, generation, number).Row;

        private RegisterRowKey UpdateOf(PatientRef person) => new(partition, generation, Number: 0) { Updated = person };
    }

    /// <summary>Rows of one partition in their order, with the updates over the envelopes.</summary>
    private sealed class PartitionReader(CampaignSecret secret, string partition, int generation, int first = 0)
    {
        private readonly RegisterMerge _people = new(secret);
        private int _number = first;

        public string Partition => partition;

        /// <summary>Whether envelopes must follow those that were read.</summary>
        public bool IsCut { get; private set; }

        public IReadOnlyCollection<RegisterEntry> Entries => _people.Entries;

        /// <summary>False when an envelope before this one is missing.</summary>
        public bool TryAdd(TableEntity row)
        {
            string content = row.GetString(TablesRegister.SealedColumn);
            if (RegisterRowKey.OfUpdate(partition, generation, row.RowKey) is { } update)
            {
                _people.Put(update.Updated!.Value, RegisterEnvelope.Open(content, update, secret.RegisterKey).People);
                return true;
            }

            RegisterRowKey key = new(partition, generation, _number++);
            if (row.RowKey != key.Row)
            {
                return false;
            }

            (bool isLast, List<InsuredPerson> some) = RegisterEnvelope.Open(content, key, secret.RegisterKey);
            _people.Add(some);
            IsCut = !isLast;
            return true;
        }
    }
}
