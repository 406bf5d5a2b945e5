using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;

namespace Outreach.Core.ComplementaryOutreach.Sending;

/// <summary>Some messages of a wave.</summary>
/// <param name="Next">Where the following begin; null when there are none.</param>
public sealed record OutboxPage(IReadOnlyList<Versioned<OutboxMessage>> Messages, string? Next);

/// <summary>What a dispatcher says of one message.</summary>
public readonly record struct DeliveryReport(MessageId Message, DeliveryState Delivery);

/// <summary>What became of some reports.</summary>
/// <param name="Recorded">By this call.</param>
/// <param name="Known">The same was known before.</param>
/// <param name="Unknown">No message that was handed over has this id.</param>
public sealed record DeliveryOutcome(int Recorded, int Known, int Unknown)
{
    public static DeliveryOutcome operator +(DeliveryOutcome one, DeliveryOutcome other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return Add(one, other);
    }

    public static DeliveryOutcome Add(DeliveryOutcome one, DeliveryOutcome other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new DeliveryOutcome(one.Recorded + other.Recorded, one.Known + other.Known, one.Unknown + other.Unknown);
    }
}

/// <summary>One row per message of a wave, named by its id alone: whoever meets a person again, on another page or in another share, meets the row (ADR 20).</summary>
public interface IOutboxStore
{
    /// <summary>Adds those that are not there. All of them as they are stored now, whoever wrote them.</summary>
    Task<IReadOnlyList<Versioned<OutboxMessage>>> AddAsync(
        ContactBook book, WaveId wave, IReadOnlyCollection<OutboxMessage> messages, CancellationToken cancellationToken);

    /// <summary>Those of these messages that are there.</summary>
    Task<IReadOnlyList<Versioned<OutboxMessage>>> FindManyAsync(
        ContactBook book, WaveId wave, IReadOnlyCollection<OutboxMessage> messages, CancellationToken cancellationToken);

    /// <summary>Writes state, part and place over the versions that were read. Those that were written, at their new versions; where somebody else was first, nothing is.</summary>
    Task<IReadOnlyList<Versioned<OutboxMessage>>> ReplaceAsync(
        ContactBook book, WaveId wave, IReadOnlyCollection<Versioned<OutboxMessage>> messages, CancellationToken cancellationToken);

    /// <summary>Messages of a wave, all of them if every page is asked for.</summary>
    /// <param name="after">From <see cref="OutboxPage.Next"/>; null at the beginning. It names nobody.</param>
    Task<OutboxPage> ReadAsync(ContactBook book, WaveId wave, string? after, CancellationToken cancellationToken);

    /// <summary>Keeps what is reported of messages that were handed over, and counts it once. The later word stays.</summary>
    Task<DeliveryOutcome> ReportAsync(CampaignId campaign, WaveId wave, IReadOnlyCollection<DeliveryReport> reports, CancellationToken cancellationToken);

    /// <summary>How many messages of a wave are delivered and undelivered.</summary>
    Task<(long Delivered, long Undelivered)> CountDeliveriesAsync(CampaignId campaign, WaveId wave, CancellationToken cancellationToken);

    /// <summary>Removes rows of a campaign that is over, at most so many. How many were removed.</summary>
    Task<int> ForgetCampaignAsync(CampaignId campaign, int most, CancellationToken cancellationToken);
}
