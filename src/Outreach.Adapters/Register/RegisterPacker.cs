using System.Runtime.CompilerServices;
using Outreach.Core.Campaigns;
using Outreach.Core.Register.Import;

namespace Outreach.Adapters.Register;

/// <summary>Gathers people, who come in any order, into envelopes by partition.</summary>
/// <remarks>
/// Each partition keeps at least one person back until the end, so that its last envelope can say that it is the last: a reader then knows
/// that none is missing. When all that is kept back grows past the limit, it is packed into envelopes that are not full.
/// </remarks>
internal sealed class RegisterPacker(CampaignId campaign, int generation, int limit)
{
    /// <summary>64 MiB: ten million people over fifty thousand doctors are packed with it.</summary>
    public const int DefaultLimit = 64 * 1024 * 1024;

    private readonly Dictionary<string, Bin> _bins = new(StringComparer.Ordinal);
    private long _kept;

    public async IAsyncEnumerable<RegisterEnvelope> PackAsync(
        IAsyncEnumerable<RegisterPlacement> people, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (RegisterPlacement placement in people.WithCancellation(cancellationToken))
        {
            byte[] person = RegisterEnvelope.Render(placement.Person);
            foreach (string partition in PartitionsOf(placement))
            {
                if (Add(partition, person) is { } full)
                {
                    yield return full;
                }
            }

            foreach (Bin bin in _kept > limit ? _bins.Values.Where(bin => bin.People.Count > 1) : [])
            {
                yield return Close(bin, bin.People[..^1], isLast: false);
            }
        }

        foreach (Bin bin in _bins.Values)
        {
            yield return Close(bin, bin.People, isLast: true);
        }
    }

    private IEnumerable<string> PartitionsOf(RegisterPlacement placement) => placement.Practitioners.Count == 0
        ? [RegisterRowKey.PartitionOf(campaign, placement.Person.Department)]
        : placement.Practitioners.Select(practitioner => RegisterRowKey.PartitionOf(campaign, practitioner));

    private RegisterEnvelope? Add(string partition, byte[] person)
    {
        if (!_bins.TryGetValue(partition, out Bin? bin))
        {
            bin = new Bin(partition);
            _bins.Add(partition, bin);
        }

        bool isFull = bin.Size + person.Length + 1 > RegisterEnvelope.Capacity;
        RegisterEnvelope? full = isFull ? Close(bin, bin.People, isLast: false) : null;
        bin.People.Add(person);
        bin.Size += person.Length + 1;
        _kept += person.Length + 1;
        return full;
    }

    private RegisterEnvelope Close(Bin bin, List<byte[]> people, bool isLast)
    {
        RegisterEnvelope envelope = new(new RegisterRowKey(bin.Partition, generation, bin.Number++), isLast, people);
        int size = people.Sum(person => person.Length + 1);
        _kept -= size;
        bin.Size -= size;
        bin.People = bin.People[people.Count..];
        return envelope;
    }

    private sealed class Bin(string partition)
    {
        public string Partition { get; } = partition;

        public List<byte[]> People { get; set; } = [];

        public int Size { get; set; }

        public int Number { get; set; }
    }
}
