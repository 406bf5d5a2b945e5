using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Sending;
using Outreach.Core.Contacts;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>An outbox in memory; held to <see cref="OutboxStoreContract"/>.</summary>
public sealed class InMemoryOutboxStore : IOutboxStore
{
    private const int RowsPerPage = 50;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<(string Campaign, string Wave, string Message), Versioned<OutboxMessage>> _rows = [];

    public Task<IReadOnlyList<Versioned<OutboxMessage>>> AddAsync(
        ContactBook book, WaveId wave, IReadOnlyCollection<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(messages);
        lock (_lock)
        {
            foreach (OutboxMessage message in messages)
            {
                _rows.TryAdd(Key(book.Campaign, wave, message.Id), Version(message));
            }
        }

        return FindManyAsync(book, wave, messages, cancellationToken);
    }

    public Task<IReadOnlyList<Versioned<OutboxMessage>>> FindManyAsync(
        ContactBook book, WaveId wave, IReadOnlyCollection<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(messages);
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<Versioned<OutboxMessage>>>(
                [.. messages.Select(message => _rows.GetValueOrDefault(Key(book.Campaign, wave, message.Id))).OfType<Versioned<OutboxMessage>>()]);
        }
    }

    public Task<IReadOnlyList<Versioned<OutboxMessage>>> ReplaceAsync(
        ContactBook book, WaveId wave, IReadOnlyCollection<Versioned<OutboxMessage>> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(messages);
        lock (_lock)
        {
            List<Versioned<OutboxMessage>> written = [];
            foreach (Versioned<OutboxMessage> row in messages)
            {
                if (_rows.TryGetValue(Key(book.Campaign, wave, row.Value.Id), out Versioned<OutboxMessage>? known) && known.ETag == row.ETag)
                {
                    Versioned<OutboxMessage> next = Version(row.Value with { Person = known.Value.Person, Channel = known.Value.Channel, Delivery = known.Value.Delivery });
                    _rows[Key(book.Campaign, wave, row.Value.Id)] = next;
                    written.Add(next);
                }
            }

            return Task.FromResult<IReadOnlyList<Versioned<OutboxMessage>>>(written);
        }
    }

    public Task<OutboxPage> ReadAsync(ContactBook book, WaveId wave, string? after, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(book);
        lock (_lock)
        {
            Versioned<OutboxMessage>[] rows =
            [
                .. Of(book.Campaign, wave).Where(row => string.CompareOrdinal(row.Value.Id.Value, after) > 0)
                    .OrderBy(row => row.Value.Id.Value, StringComparer.Ordinal).Take(RowsPerPage),
            ];
            return Task.FromResult(new OutboxPage(rows, rows.Length < RowsPerPage ? null : rows[^1].Value.Id.Value));
        }
    }

    public Task<DeliveryOutcome> ReportAsync(CampaignId campaign, WaveId wave, IReadOnlyCollection<DeliveryReport> reports, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reports);
        lock (_lock)
        {
            DeliveryReport[] last = [.. reports.GroupBy(report => report.Message).Select(same => same.Last())];
            var outcome = new DeliveryOutcome(0, reports.Count - last.Length, 0);
            foreach (DeliveryReport report in last)
            {
                bool known = _rows.TryGetValue(Key(campaign, wave, report.Message), out Versioned<OutboxMessage>? row)
                    && row.Value.State is OutboxState.HandedOver or OutboxState.Uncertain;
                outcome += !known ? new DeliveryOutcome(0, 0, 1) : row!.Value.Delivery == report.Delivery ? new DeliveryOutcome(0, 1, 0) : new DeliveryOutcome(1, 0, 0);
                if (known)
                {
                    _rows[Key(campaign, wave, report.Message)] = Version(row!.Value with { Delivery = report.Delivery });
                }
            }

            return Task.FromResult(outcome);
        }
    }

    public Task<(long Delivered, long Undelivered)> CountDeliveriesAsync(CampaignId campaign, WaveId wave, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult((
                Of(campaign, wave).LongCount(row => row.Value.Delivery == DeliveryState.Delivered),
                Of(campaign, wave).LongCount(row => row.Value.Delivery == DeliveryState.Undelivered)));
        }
    }

    public Task<int> ForgetCampaignAsync(CampaignId campaign, int most, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var keys = _rows.Keys.Where(key => key.Campaign == campaign.Value).Take(most).ToArray();
            Array.ForEach(keys, key => _rows.Remove(key));
            return Task.FromResult(keys.Length);
        }
    }

    private static (string Campaign, string Wave, string Message) Key(CampaignId campaign, WaveId wave, MessageId message) => (campaign.Value, wave.Value, message.Value);

    private static Versioned<OutboxMessage> Version(OutboxMessage message) => new(message, RandomId.Create());

    private IEnumerable<Versioned<OutboxMessage>> Of(CampaignId campaign, WaveId wave) =>
        _rows.Where(row => (row.Key.Campaign, row.Key.Wave) == (campaign.Value, wave.Value)).Select(row => row.Value);
}
