using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach.Batches;

/// <summary>Why a batch was destroyed. Names are a stored format.</summary>
public enum BatchEnd
{
    /// <summary>Its dispatcher has it.</summary>
    Acknowledged,

    /// <summary>Nobody fetched and acknowledged it in time.</summary>
    Expired,

    /// <summary>Its campaign is not open any more.</summary>
    CampaignOver,

    /// <summary>A ciphertext that no record names: whoever made it was stopped, or was second.</summary>
    Orphaned,
}

/// <summary>What is known of a batch without opening it. It outlives the ciphertext until its campaign is closed: it says which messages were taken.</summary>
/// <param name="Part">See <see cref="PartNames"/>.</param>
/// <param name="Blob">Name of the ciphertext.</param>
/// <param name="KeyId">Which of the dispatcher's keys opens it.</param>
/// <param name="Messages">Ids, which tell nobody; at most <see cref="Pace.PaceRules.LargestPart"/>.</param>
/// <param name="NotOn">Days on which its messages may not go out, while it is kept.</param>
public sealed record BatchRecord(
    CampaignId Campaign,
    WaveId Wave,
    string Part,
    OutreachChannel Channel,
    string Blob,
    string Sha256,
    string KeyId,
    IReadOnlyList<MessageId> Messages,
    IReadOnlyList<DateOnly> NotOn,
    DateTimeOffset CreatedAt)
{
    /// <summary>Null while the ciphertext is there.</summary>
    public BatchEnd? End { get; init; }

    public DateTimeOffset? DestroyedAt { get; init; }

    public override string ToString() => $"batch {Part} of wave {Wave}";
}

/// <summary>How long batches are kept, and addresses of them are valid. Settings `Outreach__Batches__*`.</summary>
public sealed record BatchPolicy
{
    /// <summary>Days after which a batch is destroyed, fetched or not, 1 to 31. Default 14.</summary>
    public int Days { get; init; } = 14;

    /// <summary>Minutes that an address to fetch a batch from is valid, 1 to 60. Default 15.</summary>
    public int AddressMinutes { get; init; } = 15;

    public TimeSpan AddressLife => TimeSpan.FromMinutes(AddressMinutes);

    public bool IsValid => Days is >= 1 and <= 31 && AddressMinutes is >= 1 and <= 60;

    /// <summary>From then on it cannot be fetched any more, whether or not the timer came by.</summary>
    public DateTimeOffset EndOf(DateTimeOffset createdAt) => createdAt.AddDays(Days);
}
