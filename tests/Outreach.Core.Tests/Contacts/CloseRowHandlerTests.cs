using Outreach.Core.Contacts;
using Outreach.Core.Lists;
using Outreach.Core.Tests.Lists;
using Xunit;

namespace Outreach.Core.Tests.Contacts;

/// <summary>"No longer to contact", row by row, without a reason.</summary>
public sealed class CloseRowHandlerTests
{
    [Fact]
    [Trait("threat", "33")]
    public async Task Close_ARowOfTheList_IsToldApartFromWithdrawnAndMayBeUndone()
    {
        using RowsWorld rows = await RowsWorld.CreateAsync();
        DateTimeOffset until = rows.World.Time.GetUtcNow().AddDays(1);

        RowStatus closed = (await rows.CloseAsync(rows.RowOf(3))).Value!;
        rows.World.Time.Advance(TimeSpan.FromHours(1));
        RowStatus again = (await rows.CloseAsync(rows.RowOf(3))).Value!;
        WithdrawnRows shown = await rows.WithdrawalsAsync();
        Opening opening = await rows.OpenAsync();
        RowStatus reopened = (await rows.ReopenAsync(rows.RowOf(3))).Value!;
        RowStatus reopenedAgain = (await rows.ReopenAsync(rows.RowOf(3))).Value!;

        Assert.Equal(new RowStatus(rows.RowOf(3), Closed: true, until), closed);
        Assert.Equal(closed, again);
        Assert.Empty(shown.Withdrawn);
        Assert.Equal([new RowClosure(rows.RowOf(3), until)], shown.Closed);
        Assert.Equal(shown.Closed, opening.Closed);
        Assert.Equal(new RowStatus(rows.RowOf(3), Closed: false, UndoUntil: null), reopened);
        Assert.Equal(reopened, reopenedAgain);
        Assert.Empty((await rows.WithdrawalsAsync()).Closed);
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, "contacts.undo-over")]
    [Trait("threat", "36")]
    public async Task Reopen_OneTickEitherSideOfADay_IsRefusedFromThereOn(long ticks, string? code)
    {
        using RowsWorld rows = await RowsWorld.CreateAsync();
        await rows.CloseAsync(rows.RowOf(0));
        rows.World.Time.Advance(ContactTransitions.UndoPeriod + TimeSpan.FromTicks(ticks));

        RowClosure told = Assert.Single((await rows.WithdrawalsAsync()).Closed);

        Assert.Equal(code is null, told.UndoUntil is not null);
        Assert.Equal(code, (await rows.ReopenAsync(rows.RowOf(0))).Failure?.Code);
        Assert.Equal(code is null ? 0 : 1, (await rows.WithdrawalsAsync()).Closed.Count);
    }

    /// <summary>Whether a row never was, is another list's, or was withdrawn, and for which reason, is one answer after the same reads.</summary>
    [Fact]
    [Trait("threat", "17")]
    [Trait("threat", "58")]
    public async Task Close_UnknownForeignOrWithdrawnRow_IsOneAnswerAfterTheSameReads()
    {
        using RowsWorld rows = await RowsWorld.CreateAsync();
        ListRequest other = await rows.World.ReadyAsync(doctor: 1);
        string foreign = (await rows.World.Lists.ReadRowRefsAsync(other.List, default))[0].ToString();
        string[] reasons = ["objects", "is vaccinated or dies", "changes doctor"];
        foreach ((string why, int person) in reasons.Select((why, person) => (why, person)))
        {
            await rows.CloseAsync(rows.RowOf(person));
            await rows.WithdrawAsync(person, why);
        }

        await rows.WithdrawAsync(3, "is imported elsewhere");
        string[] asked = [new RowRef(1).ToString(), "", "not a row", foreign, .. Enumerable.Range(0, 4).Select(rows.RowOf)];
        List<(string?, int)> answers = [];
        foreach (string row in asked)
        {
            rows.World.Restart();
            string? closed = (await rows.CloseAsync(row)).Failure?.Code;
            Assert.Equal(closed, (await rows.ReopenAsync(row)).Failure?.Code);
            answers.Add((closed, rows.World.Faults.Steps));
        }

        Assert.Equal("contacts.row-not-found", answers[0].Item1);
        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
    }

    [Fact]
    [Trait("threat", "17")]
    public async Task Close_SomebodyElsesList_IsTheAnswerOfNone()
    {
        using RowsWorld rows = await RowsWorld.CreateAsync();

        Assert.Equal("lists.not-found", (await rows.CloseAsync(rows.RowOf(0), doctor: 1)).Failure?.Code);
        Assert.Empty((await rows.WithdrawalsAsync()).Closed);
    }

    /// <summary>A claim of a list that nobody opened is released when it is deleted: nothing may hang on it.</summary>
    [Fact]
    public async Task Close_ListNeverOpened_IsRefused()
    {
        using RowsWorld rows = await RowsWorld.CreateAsync(opened: false);

        Assert.Equal("contacts.list-not-opened", (await rows.CloseAsync(rows.RowOf(0))).Failure?.Code);
        Assert.Null((await rows.World.Contacts.FindAsync(rows.Book, rows.People[0].Ref, default)).Closure);
    }

    /// <summary>What the insurer may read must be the same whether somebody was closed or not (C12).</summary>
    [Fact]
    [Trait("threat", "53")]
    [Trait("threat", "59")]
    public async Task Close_AndReopen_SaysNothingInTheTrail()
    {
        using RowsWorld rows = await RowsWorld.CreateAsync();
        int said = rows.World.Audit.Entries.Count;

        await rows.CloseAsync(rows.RowOf(0));
        await rows.CloseAsync(rows.RowOf(1));
        await rows.ReopenAsync(rows.RowOf(1));

        Assert.Equal(said, rows.World.Audit.Entries.Count);
    }

    /// <summary>The number of rows is known to the insurer: it may not fall by those who declined (C12). Nobody else is granted the person.</summary>
    [Fact]
    [Trait("threat", "33")]
    [Trait("threat", "59")]
    public async Task Close_AndANewList_HoldsThePersonAsClosed()
    {
        using RowsWorld rows = await RowsWorld.CreateAsync();
        await rows.CloseAsync(rows.RowOf(0));
        await rows.World.Delete.RunAsync(rows.Request.List.Value, ListsWorld.Doctor(), default);

        ListRequest later = await rows.World.ReadyAsync();
        Manifest manifest = await rows.World.ManifestAsync(later);
        Opening opening = (await rows.World.Open.RunAsync(later.List.Value, ListsWorld.Doctor(), default)).Value!;

        Assert.Equal((rows.People.Count, 0), (manifest.Rows, manifest.LeftOut));
        Assert.Equal(rows.World.Secret.For(later.List, rows.People[0].Ref).ToString(), Assert.Single(opening.Closed).Ref);
        Assert.Empty(opening.Withdrawn);
    }
}
