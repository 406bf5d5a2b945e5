using Outreach.Core.Audit;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;
using Outreach.Testing.Lists;
using Xunit;

namespace Outreach.Core.Tests.Deletion;

public sealed class ListTransitionsTests
{
    /// <summary>Every legal move; whatever is not here is refused.</summary>
    private static readonly Dictionary<(ListState, ListEvent), ListState> Legal = new()
    {
        [(ListState.Sealing, ListEvent.Committed)] = ListState.Ready,
        [(ListState.Sealing, ListEvent.EndRequested)] = ListState.Destroying,
        [(ListState.Ready, ListEvent.EndRequested)] = ListState.Destroying,
        [(ListState.Destroying, ListEvent.EndRequested)] = ListState.Destroying,
        [(ListState.Destroying, ListEvent.ShareGone)] = ListState.ShareDestroyed,
        [(ListState.ShareDestroyed, ListEvent.EndRequested)] = ListState.ShareDestroyed,
        [(ListState.ShareDestroyed, ListEvent.BlobGone)] = ListState.BlobDestroyed,
        [(ListState.BlobDestroyed, ListEvent.EndRequested)] = ListState.BlobDestroyed,
        [(ListState.BlobDestroyed, ListEvent.Recorded)] = ListState.Destroyed,
        [(ListState.Destroyed, ListEvent.EndRequested)] = ListState.Destroyed,
        [(ListState.Destroyed, ListEvent.HistoryGone)] = ListState.Destroyed,
    };

    public static TheoryData<ListState, ListEvent> Product()
    {
        TheoryData<ListState, ListEvent> all = [];
        foreach (ListState state in Enum.GetValues<ListState>())
        {
            foreach (ListEvent happened in Enum.GetValues<ListEvent>())
            {
                all.Add(state, happened);
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Product))]
    [Trait("threat", "32")]
    public void Next_EveryStateAndEvent_MovesAsTabledOrIsRefused(ListState state, ListEvent happened)
    {
        if (Legal.TryGetValue((state, happened), out ListState next))
        {
            Assert.Equal(next, ListTransitions.Next(state, happened));
        }
        else
        {
            Assert.Throws<InvalidOperationException>(() => ListTransitions.Next(state, happened));
        }
    }

    [Fact]
    public void Destruction_StepByStep_ForgetsWhatEachStepRemovedAndKeepsTheFirstEnd()
    {
        DateTimeOffset at = Sample.Noon;
        ListRecord ready = Sample.Record() with { State = ListState.Ready };

        ListRecord begun = ListTransitions.BeginDestruction(ready, EndReason.Deleted, at);
        ListRecord again = ListTransitions.BeginDestruction(begun, EndReason.Expired, at.AddDays(1));
        ListRecord blocked = ListTransitions.Blocked(begun, Obstacle.BlobHeld, at);
        ListRecord still = ListTransitions.Blocked(blocked, Obstacle.BlobHeld, at.AddDays(1));
        ListRecord other = ListTransitions.Blocked(blocked, Obstacle.BlobSoftDeleted, at.AddDays(1));
        ListRecord shareGone = ListTransitions.ShareGone(blocked);
        ListRecord blobGone = ListTransitions.BlobGone(shareGone);
        ListRecord destroyed = ListTransitions.Complete(blobGone, at.AddMinutes(1), new AuditReceipt(AuditStream.ForList(ready.Id), 4, "hash"));
        ListRecord purged = ListTransitions.HistoryGone(ListTransitions.HistoryGone(destroyed, at.AddMinutes(2)), at.AddMinutes(3));

        Assert.True(begun is { LinkJwe: "", End: EndReason.Deleted } && begun.EndedAt == at);
        Assert.Equal(begun, again);
        Assert.Equal(blocked, still);
        Assert.Equal(new ObstacleFound(Obstacle.BlobSoftDeleted, at.AddDays(1)), other.Obstacle);
        Assert.Null(shareGone.Obstacle);
        Assert.NotEqual("", shareGone.BlobName);
        Assert.True(blobGone is { BlobName: "", Sha256: "", Length: 0 });
        Assert.Equal(at.AddMinutes(1), destroyed.DestroyedAt);
        Assert.Equal(at.AddMinutes(2), purged.HistoryPurgedAt);
    }
}
