using Outreach.Core.Campaigns;
using Outreach.Core.Register;

namespace Outreach.Core.ComplementaryOutreach.Sending;

/// <summary>One try at one page of a share; a page takes as many as its messages have to wait.</summary>
/// <param name="SoFar">What the share's earlier pages came to.</param>
/// <param name="NotBefore">From when the part named <paramref name="Cleared"/> may be handed over; its room is taken.</param>
/// <param name="PutOff">How often the page has waited for messages that its channel put off.</param>
public sealed record PageTurn(
    CampaignId Campaign, WaveId Wave, WaveShard Shard, int Generation, int Page, WaveTally SoFar, DateTimeOffset? NotBefore = null, string? Cleared = null, int PutOff = 0)
{
    /// <summary>After so many waits, an hour in all, whoever is put off once more counts as refused.</summary>
    public const int MostPutOff = 4;
}

/// <summary>How a turn ended. Names are stored in task hubs.</summary>
public enum PageOutcome
{
    /// <summary>Every message of the page is over.</summary>
    Done,

    /// <summary>The rest may go out from <see cref="SentPage.NotBefore"/> on.</summary>
    Waiting,

    /// <summary>A newer import is in force: the share is begun again with it.</summary>
    Superseded,

    /// <summary>The wave may send no more.</summary>
    Stopped,
}

/// <summary>What a turn came to; ids, counts and dates.</summary>
/// <param name="Generation">Of the import in force now.</param>
/// <param name="IsLast">Whether the share has no further page.</param>
/// <param name="Tally">Of the share, this page with it.</param>
/// <param name="PutOff">As in <see cref="PageTurn"/>, this turn with it.</param>
public sealed record SentPage(
    PageOutcome Outcome, int Generation, bool IsLast, WaveTally Tally, DateTimeOffset? NotBefore = null, string? Cleared = null, int PutOff = 0);

/// <summary>A message of the page, and the person as the register has them.</summary>
public sealed class PageMessage(Versioned<OutboxMessage> row, RegisterEntry entry)
{
    /// <summary>As it was read or written last.</summary>
    public Versioned<OutboxMessage> Row { get; set; } = row;

    public RegisterEntry Entry { get; set; } = entry;

    /// <summary>Whether the person still stands on the page.</summary>
    public bool IsThere { get; set; } = true;

    public OutboxMessage Message => Row.Value;
}

/// <summary>Messages that are handed over at once.</summary>
public sealed record PartWork(WavePart Part, IReadOnlyList<PageMessage> Messages);

/// <summary>Parts of one channel and department that take room together.</summary>
public sealed record PageLot(string Department, IReadOnlyList<PartWork> Parts)
{
    /// <summary>Under this name the room is taken.</summary>
    public WavePart First => Parts[0].Part;

    public int Messages => Parts.Sum(part => part.Messages.Count);
}
