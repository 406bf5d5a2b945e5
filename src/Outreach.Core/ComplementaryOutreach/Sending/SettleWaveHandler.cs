using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;

namespace Outreach.Core.ComplementaryOutreach.Sending;

/// <summary>The last steps of a wave: no more messages, claims of nobody's message released, counts kept and said in the audit trail (C8).</summary>
/// <remarks>Safe to run twice. The trail is told first: a kill in between tells it twice, and the wave's record says which counts are its own.</remarks>
public sealed class SettleWaveHandler(WaveJournal journal, IShareTallies tallies, WaveClaims claims)
{
    private const string Actor = "system";

    /// <summary>From here on no part is begun and nobody is claimed, whoever still works at a page.</summary>
    public async Task StopAsync(CampaignId campaign, WaveId id, CancellationToken cancellationToken)
    {
        await journal.MoveAsync(campaign, id, new WaveEvent.SendingFinished(), Actor, cancellationToken);
        await claims.EndSomeAsync(campaign, id, after: null, cancellationToken);
    }

    /// <summary>Releases claims that no message stands for: a kill may have left them. Where to go on; null at the end.</summary>
    public Task<string?> ReleaseAsync(CampaignId campaign, WaveId id, string? after, CancellationToken cancellationToken) =>
        claims.EndSomeAsync(campaign, id, after, cancellationToken);

    public async Task EndAsync(CampaignId campaign, WaveId id, WaveTally counted, CancellationToken cancellationToken)
    {
        WaveTally tally = Settle(counted, await tallies.ReadAsync(id, cancellationToken));
        await journal.MoveAsync(campaign, id, new WaveEvent.Reconciled(tally), Actor, cancellationToken);
    }

    /// <summary>Where the campaign ended first nobody could count messages any more: then what the shares said last holds, and what they had planned was not sent.</summary>
    private static WaveTally Settle(WaveTally counted, WaveTally said) => counted == WaveTally.None
        ? said with { Planned = 0, Withheld = said.Withheld + said.Planned }
        : counted with { Delivered = said.Delivered, Undelivered = said.Undelivered };
}

/// <summary>What becomes of a wave's claims when it is over: those of messages that went out stay, all others are free.</summary>
public sealed class WaveClaims(ContactBooks books, IContactLedger contacts)
{
    /// <summary>From the first call on the wave is granted nobody, whoever still asks. Where to go on; null at the end, and where the campaign is over.</summary>
    public async Task<string?> EndSomeAsync(CampaignId campaign, WaveId wave, string? after, CancellationToken cancellationToken) =>
        await books.RequireAsync(campaign, cancellationToken) is { } book
            ? await contacts.EndSomeAsync(book, ContactAct.ForWave(wave.Value), after, cancellationToken)
            : null;
}
