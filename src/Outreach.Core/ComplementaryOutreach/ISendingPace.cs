using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach;

/// <summary>When messages may go out: neither at night, nor too many a day, nor too fast (C9).</summary>
public interface ISendingPace
{
    /// <summary>Takes room for a part and says from when it may be handed over; the same part asked for again has the same answer while that is ahead.</summary>
    /// <param name="department">Whose clock counts.</param>
    Task<DateTimeOffset> ReserveAsync(Campaign campaign, WavePart part, string department, int messages, CancellationToken cancellationToken);

    /// <summary>Whether no message of a channel may go out to people of a department at this instant: the clock is asked again right before it does.</summary>
    bool IsQuiet(OutreachChannel channel, string department, DateTimeOffset now);
}
