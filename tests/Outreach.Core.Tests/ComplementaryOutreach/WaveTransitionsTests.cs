using Outreach.Core.ComplementaryOutreach;
using Outreach.Testing.Campaigns;
using Outreach.Testing.ComplementaryOutreach;
using Outreach.Testing.Lists;
using Xunit;

namespace Outreach.Core.Tests.ComplementaryOutreach;

public sealed class WaveTransitionsTests
{
    private const string Other = "Insurer:00000000000000000000000000000000";

    private static readonly Dictionary<string, WaveEvent> Events = new(StringComparer.Ordinal)
    {
        ["previewed"] = new WaveEvent.Previewed(SampleWaves.Preview(1)),
        ["recount"] = new WaveEvent.RecountRequested(),
        ["approved"] = new WaveEvent.Approved(SampleWaves.Approver, Sample.Noon),
        ["rejected"] = new WaveEvent.Rejected(SampleWaves.Approver),
        ["cancel"] = new WaveEvent.CancelRequested(Other),
        ["finished"] = new WaveEvent.SendingFinished(),
        ["reconciled"] = new WaveEvent.Reconciled(WaveTally.None),
        ["expired"] = new WaveEvent.Expired(),
    };

    /// <summary>`=` stays as it is, `-` is refused; all others are refused by being left out nowhere: the table is whole.</summary>
    [Theory]
    [InlineData(WaveState.Previewing, "previewed AwaitingApproval", "recount =", "approved -", "rejected -", "cancel Cancelled", "finished -", "reconciled -", "expired Expired")]
    [InlineData(WaveState.AwaitingApproval, "previewed =", "recount Previewing", "approved Running", "rejected Rejected", "cancel Cancelled", "finished -", "reconciled -", "expired Expired")]
    [InlineData(WaveState.Running, "previewed -", "recount -", "approved =", "rejected -", "cancel Cancelling", "finished Reconciling", "reconciled -", "expired -")]
    [InlineData(WaveState.Reconciling, "previewed -", "recount -", "approved =", "rejected -", "cancel Cancelling", "finished =", "reconciled Completed", "expired -")]
    [InlineData(WaveState.Completed, "previewed -", "recount -", "approved =", "rejected -", "cancel -", "finished -", "reconciled =", "expired -")]
    [InlineData(WaveState.Rejected, "previewed -", "recount -", "approved -", "rejected =", "cancel -", "finished -", "reconciled -", "expired -")]
    [InlineData(WaveState.Expired, "previewed -", "recount -", "approved -", "rejected -", "cancel -", "finished -", "reconciled -", "expired =")]
    [InlineData(WaveState.Cancelling, "previewed -", "recount -", "approved -", "rejected -", "cancel =", "finished =", "reconciled Cancelled", "expired -")]
    [InlineData(WaveState.Cancelled, "previewed -", "recount -", "approved -", "rejected -", "cancel =", "finished -", "reconciled =", "expired -")]
    public void Next_EachEventInEachState_MovesStaysOrIsRefused(WaveState state, params string[] moves)
    {
        Wave wave = InState(state);

        Assert.Equal(Events.Keys, moves.Select(move => move.Split(' ')[0]));
        Assert.All(moves.Select(move => move.Split(' ')), move =>
        {
            Result<Wave> next = WaveTransitions.Next(wave, Events[move[0]], Sample.Noon.AddDays(1));
            string found = next switch
            {
                { Succeeded: false } => "-",
                { Value: var same } when ReferenceEquals(same, wave) => "=",
                _ => next.Value.State.ToString(),
            };
            Assert.Equal((move[0], move[1]), (move[0], found));
        });
    }

    [Theory]
    [InlineData(SampleWaves.Author)]
    [InlineData("system:" + SampleWaves.Author)]
    [Trait("threat", "28")]
    public void Next_TheAuthorDecides_IsRefusedInEveryState(string author)
    {
        foreach (WaveState state in Enum.GetValues<WaveState>())
        {
            Wave wave = InState(state) with { Author = author };

            Assert.Equal("waves.own-wave", WaveTransitions.Next(wave, new WaveEvent.Approved(SampleWaves.Author, Sample.Noon.AddTicks(1)), Sample.Noon).Failure?.Code);
            Assert.Equal("waves.own-wave", WaveTransitions.Next(wave, new WaveEvent.Rejected(SampleWaves.Author), Sample.Noon).Failure?.Code);
        }
    }

    /// <summary>Nobody approves what they did not see; once approved, a repeated call is the same whatever it names.</summary>
    [Fact]
    [Trait("threat", "28")]
    public void Next_ApprovedByAnotherPreview_IsRefused()
    {
        var stale = new WaveEvent.Approved(SampleWaves.Approver, Sample.Noon.AddTicks(-1));

        Assert.Equal("waves.preview-changed", WaveTransitions.Next(InState(WaveState.AwaitingApproval), stale, Sample.Noon).Failure?.Code);
        Assert.True(WaveTransitions.Next(InState(WaveState.Running), stale, Sample.Noon).Succeeded);
    }

    [Fact]
    public void Next_AnotherDecidesTheSame_IsRefused() =>
        Assert.False(WaveTransitions.Next(InState(WaveState.Running), new WaveEvent.Approved(Other, Sample.Noon), Sample.Noon).Succeeded);

    [Fact]
    public void Next_CancelledBeforeItWasApproved_IsNotReconciledAfterwards() =>
        Assert.False(WaveTransitions.Next(InState(WaveState.Cancelled) with { Decider = null }, Events["reconciled"], Sample.Noon).Succeeded);

    [Fact]
    public void Next_ToAnEnd_SaysWhenAndWhat()
    {
        DateTimeOffset now = Sample.Noon.AddDays(1);
        WaveTally tally = new(0, 3, 1, 0, 0, 0, 0);

        Wave approved = WaveTransitions.Next(InState(WaveState.AwaitingApproval), Events["approved"], now).Value!;
        Wave completed = WaveTransitions.Next(InState(WaveState.Reconciling), new WaveEvent.Reconciled(tally), now).Value!;
        Wave cancelled = WaveTransitions.Next(InState(WaveState.Running), Events["cancel"], now).Value!;

        Assert.Equal((SampleWaves.Approver, now, null), (approved.Decider, approved.DecidedAt, approved.EndedAt));
        Assert.Equal((tally, now), (completed.Tally, completed.EndedAt));
        Assert.Equal((Other, null), (cancelled.Canceller, cancelled.EndedAt));
    }

    private static Wave InState(WaveState state) => SampleWaves.Wave(SampleCampaign.Create().Id, state) with
    {
        Preview = state == WaveState.Previewing ? null : SampleWaves.Preview(1),
        Decider = state is WaveState.Previewing or WaveState.AwaitingApproval or WaveState.Expired ? null : SampleWaves.Approver,
    };
}
