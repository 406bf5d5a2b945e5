using Outreach.Core.Contacts;
using Outreach.Core.Lists;
using Outreach.Core.Tests.Lists;
using Xunit;

namespace Outreach.Core.Tests.Contacts;

/// <summary>Rows of a list that was issued, hidden at the next opening and while its page is open.</summary>
public sealed class WithdrawalTests
{
    [Theory]
    [InlineData("objects")]
    [InlineData("is vaccinated or dies")]
    [InlineData("changes doctor")]
    [InlineData("is imported vaccinated")]
    [InlineData("is imported dead")]
    [InlineData("is imported elsewhere")]
    [Trait("threat", "55")]
    [Trait("threat", "58")]
    public async Task Row_ItsPersonIsNotTheDoctorsToInformAnyMore_IsWithdrawnAtOnceAndWithoutAReason(string why)
    {
        using RowsWorld rows = await RowsWorld.CreateAsync();
        WithdrawnRows before = await rows.WithdrawalsAsync();
        await rows.CloseAsync(rows.RowOf(1));

        await rows.WithdrawAsync(0, why);
        await rows.WithdrawAsync(1, why == "objects" ? why : "is vaccinated or dies");

        WithdrawnRows now = await rows.WithdrawalsAsync();
        Opening opening = await rows.OpenAsync();
        string[] hidden = [rows.RowOf(0), rows.RowOf(1)];
        Assert.Empty(before.Withdrawn);
        Assert.Equal(hidden.Order(StringComparer.Ordinal), now.Withdrawn.Order(StringComparer.Ordinal));
        Assert.Equal(now.Withdrawn, opening.Withdrawn);
        Assert.DoesNotContain(rows.RowOf(0), now.Closed.Select(closed => closed.Ref));
        Assert.Equal(now.Closed, opening.Closed);
    }

    /// <summary>A doctor whose row was withdrawn deletes the list, asks for another, and compares the two.</summary>
    [Theory]
    [InlineData("objects")]
    [InlineData("is vaccinated or dies")]
    [InlineData("changes doctor")]
    [InlineData("is imported vaccinated")]
    [InlineData("is imported elsewhere")]
    [Trait("threat", "55")]
    [Trait("threat", "58")]
    public async Task NextList_AfterARowWasWithdrawn_DoesNotTellWhyEither(string why)
    {
        using RowsWorld rows = await RowsWorld.CreateAsync();
        await rows.WithdrawAsync(0, why);
        await rows.World.Delete.RunAsync(rows.Request.List.Value, ListsWorld.Doctor(), default);

        Manifest next = await rows.World.ManifestAsync(await rows.World.ReadyAsync());

        Assert.Equal((rows.People.Count - 1, 0), (next.Rows, next.LeftOut));
    }

    [Fact]
    [Trait("threat", "55")]
    public async Task Row_ObjectionIsWithdrawnAgain_ComesBackAtTheNextOpening()
    {
        using RowsWorld rows = await RowsWorld.CreateAsync();
        await rows.WithdrawAsync(0, "objects");
        Opening hidden = await rows.OpenAsync();

        await rows.ApplyAsync(0, new ContactEvent.ObjectionWithdrawn());

        Assert.Equal([rows.RowOf(0)], hidden.Withdrawn);
        Assert.Empty((await rows.OpenAsync()).Withdrawn);
    }

    [Fact]
    public async Task Withdrawals_AskedOften_CountNoOpeningReleaseNothingAndSayNothing()
    {
        using RowsWorld rows = await RowsWorld.CreateAsync();
        int left = (await rows.OpenAsync()).RemainingOpenings;
        (int unwraps, int said) = (rows.World.Keys.Unwraps, rows.World.Audit.Entries.Count);

        for (int i = 0; i < 5; i++)
        {
            await rows.WithdrawalsAsync();
        }

        Assert.Equal((unwraps, said), (rows.World.Keys.Unwraps, rows.World.Audit.Entries.Count));
        Assert.Equal(left - 1, (await rows.OpenAsync()).RemainingOpenings);
    }

    [Fact]
    [Trait("threat", "17")]
    public async Task Withdrawals_OfNoOrOfSomebodyElsesList_IsOneAnswerAfterTheSameReads()
    {
        using RowsWorld rows = await RowsWorld.CreateAsync();

        async Task<(Failure?, int)> AskAsync(string list)
        {
            rows.World.Restart();
            Failure? failure = (await rows.World.Withdrawals.RunAsync(list, ListsWorld.Doctor(1), default)).Failure;
            return (failure, rows.World.Faults.Steps);
        }

        (Failure?, int) missing = await AskAsync(ListId.Create().Value);
        Assert.Equal("lists.not-found", missing.Item1?.Code);
        Assert.Equal(missing, await AskAsync(rows.Request.List.Value));
        Assert.Equal(missing, await AskAsync("not an id"));
    }

    [Fact]
    [Trait("threat", "36")]
    [Trait("threat", "55")]
    public async Task Withdrawals_ListIsDestroyedBetweenItsReads_IsGoneAndNeverNothingToHide()
    {
        for (int step = 1; ; step++)
        {
            using RowsWorld rows = await RowsWorld.CreateAsync();
            await rows.WithdrawAsync(0, "objects");
            rows.World.Restart();
            bool met = false;
            rows.World.Faults.Meanwhile(step, async () =>
            {
                met = true;
                await rows.World.Delete.RunAsync(rows.Request.List.Value, ListsWorld.Doctor(), default);
            });

            Result<WithdrawnRows> told = await rows.World.Withdrawals.RunAsync(rows.Request.List.Value, ListsWorld.Doctor(), default);

            Assert.Equal(told.Succeeded ? [rows.RowOf(0)] : null, told.Value?.Withdrawn);
            if (!met)
            {
                break;
            }
        }
    }

    [Fact]
    [Trait("threat", "36")]
    public async Task Withdrawals_ListOverOrCampaignClosed_IsGone()
    {
        using RowsWorld deleted = await RowsWorld.CreateAsync();
        await deleted.World.Delete.RunAsync(deleted.Request.List.Value, ListsWorld.Doctor(), default);
        using RowsWorld expired = await RowsWorld.CreateAsync();
        expired.World.Time.SetUtcNow(expired.Request.NotAfter);
        using RowsWorld closed = await RowsWorld.CreateAsync();
        await closed.World.Close.RunAsync(closed.World.Campaign.Id.Value, "system", default);

        foreach (RowsWorld rows in (RowsWorld[])[deleted, expired, closed])
        {
            Assert.Equal("lists.gone", (await rows.World.Withdrawals.RunAsync(rows.Request.List.Value, ListsWorld.Doctor(), default)).Failure?.Code);
            Assert.Equal("lists.gone", (await rows.CloseAsync(rows.RowOf(0))).Failure?.Code);
            Assert.Equal("lists.gone", (await rows.ReopenAsync(rows.RowOf(0))).Failure?.Code);
        }
    }
}
