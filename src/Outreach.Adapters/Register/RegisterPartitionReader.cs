using Azure.Data.Tables;
using Outreach.Core.Campaigns;
using Outreach.Core.Register;

namespace Outreach.Adapters.Register;

/// <summary>Rows of one partition in their order, with the updates over the envelopes.</summary>
internal sealed class RegisterPartitionReader(CampaignSecret secret, string partition, int generation, int first = 0)
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
