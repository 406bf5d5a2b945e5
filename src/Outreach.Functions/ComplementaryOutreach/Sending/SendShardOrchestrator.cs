using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Sending;
using Outreach.Functions.Durable;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>A share of a wave, and how far an earlier generation of the instance came; see <see cref="PageTurn"/>.</summary>
public sealed record SendShardInput(
    string Campaign, string Wave, string Shard, int Generation, int Page = 0, WaveTally? SoFar = null, DateTimeOffset? NotBefore = null, string? Cleared = null,
    int PutOff = 0)
{
    /// <summary>The next turn; null when there is none.</summary>
    public SendShardInput? After(SentPage sent)
    {
        ArgumentNullException.ThrowIfNull(sent);
        return sent.Outcome switch
        {
            PageOutcome.Done when sent.IsLast => null,
            PageOutcome.Done => this with { Page = Page + 1, SoFar = sent.Tally, NotBefore = null, Cleared = null, PutOff = 0 },
            PageOutcome.Waiting => this with { NotBefore = sent.NotBefore, Cleared = sent.Cleared, PutOff = sent.PutOff },
            PageOutcome.Superseded => new SendShardInput(Campaign, Wave, Shard, sent.Generation),
            PageOutcome.Stopped => null,
        };
    }
}

/// <summary>One share of a wave, page by page; begun again when a newer import comes into force.</summary>
public static class SendShardOrchestrator
{
    /// <summary>A history is replayed at every step: after so many turns the instance goes on with a new one.</summary>
    private const int TurnsPerGeneration = 20;

    /// <summary>A long wait is looked up in between: a wave that is cancelled at night is over soon.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(15);

    /// <summary>Between an import that is not in force any more and the next that is not seen yet.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    [Function(nameof(SendShardOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, SendShardInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        SendShardInput turn = input;
        for (int i = 0; i < TurnsPerGeneration; i++)
        {
            SentPage sent = await context.CallActivityAsync<SentPage>(nameof(SendPageActivity), turn, ActivityRetry.Options);
            if (turn.After(sent) is not { } next)
            {
                return;
            }

            DateTime now = context.CurrentUtcDateTime;
            DateTime until = sent.Outcome == PageOutcome.Superseded && sent.Generation == turn.Generation ? now + Pause : next.NotBefore?.UtcDateTime ?? now;
            if (until > now)
            {
                await context.CreateTimer(until < now + LongestSleep ? until : now + LongestSleep, CancellationToken.None);
            }

            turn = next;
        }

        context.ContinueAsNew(turn);
    }
}
