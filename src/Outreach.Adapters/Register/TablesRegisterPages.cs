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
    private const int DoctorPages = 256;

    private readonly TableClient _table = storage.Data.GetTableClient(TablesRegister.Table);
    private readonly RegisterImportRows _imports = new(storage.Data.GetTableClient(TablesRegister.Table));

    public async Task<RegisterPage?> ReadAsync(
        CampaignId campaign, CampaignSecret secret, WaveShard shard, int generation, int page, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(secret);
        ArgumentOutOfRangeException.ThrowIfNegative(page);
        RegisterPage? read = shard.Department is { } department
            ? await new RegisterDepartmentPages(_table, secret, RegisterRowKey.PartitionOf(campaign, department), generation).ReadAsync(page, cancellationToken)
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
        RegisterPartitionReader? doctor = null;
        await foreach (TableEntity row in _table.QueryRowsAsync(filter, cancellationToken))
        {
            if (doctor?.Partition != row.PartitionKey)
            {
                people.AddRange(doctor?.Entries ?? []);
                if (doctor is { IsCut: true })
                {
                    return null;
                }

                doctor = new RegisterPartitionReader(secret, row.PartitionKey, generation);
            }

            if (!doctor.TryAdd(row))
            {
                return null;
            }
        }

        people.AddRange(doctor?.Entries ?? []);
        return doctor is { IsCut: true } ? null : new RegisterPage(people, page == DoctorPages - 1);
    }
}
