using System.Globalization;
using Outreach.Core.Deletion.Notices;
using Xunit;

namespace Outreach.Core.Tests.Deletion;

/// <summary>Which notice is due when: each boundary with one tick on either side, on ordinary days and on those of summer time.</summary>
public sealed class NoticePolicyTests
{
    private static readonly NoticePolicy Policy = new(new NoticeSchedule());

    /// <summary>A list asked for on 1 November and reachable until 24 December 2026, 10:00 in France.</summary>
    private static readonly NoticeFacts Open = new(Paris("2026-11-01T12:00:00+01:00"), Paris("2026-12-24T10:00:00+01:00"), EndedAt: null, Opened: true, Attested: false, Passed: 0);

    public static TheoryData<string, string, int, string, string, int> Table => new()
    {
        // ended (empty: not before its time), now, passed → action, until, number
        { "", "2026-12-21T08:59:59.9999999+01:00", 0, "Wait", "2026-12-21T09:00:00+01:00", 0 },
        { "", "2026-12-21T09:00:00+01:00", 0, "Remind", "", 1 },
        { "", "2026-12-21T09:00:00.0000001+01:00", 0, "Remind", "", 1 },
        { "", "2026-12-21T09:00:00+01:00", 1, "Wait", "2026-12-24T10:00:00+01:00", 0 },
        { "", "2026-12-24T09:59:59.9999999+01:00", 0, "Remind", "", 1 },

        // Missed until the end: what was to be said before it is not said after it.
        { "", "2026-12-24T10:00:00+01:00", 0, "Wait", "2026-12-25T09:00:00+01:00", 0 },
        { "", "2026-12-25T08:59:59.9999999+01:00", 1, "Wait", "2026-12-25T09:00:00+01:00", 0 },
        { "", "2026-12-25T09:00:00+01:00", 1, "Remind", "", 2 },
        { "", "2026-12-25T09:00:00+01:00", 2, "Wait", "2026-12-31T09:00:00+01:00", 0 },
        { "", "2026-12-31T08:59:59.9999999+01:00", 2, "Wait", "2026-12-31T09:00:00+01:00", 0 },
        { "", "2026-12-31T09:00:00+01:00", 2, "Remind", "", 3 },
        { "", "2027-01-07T09:00:00+01:00", 3, "Remind", "", 4 },
        { "", "2027-01-07T09:00:00+01:00", 4, "Wait", "2027-01-14T09:00:00+01:00", 0 },

        // Of several that were missed the last one goes out, and it alone.
        { "", "2027-01-10T12:00:00+01:00", 0, "Remind", "", 4 },
        { "", "2027-01-14T08:59:59.9999999+01:00", 4, "Wait", "2027-01-14T09:00:00+01:00", 0 },
        { "", "2027-01-14T09:00:00+01:00", 4, "Escalate", "", 0 },
        { "", "2027-01-14T09:00:00+01:00", 0, "Escalate", "", 0 },
        { "", "2031-01-01T09:00:00+01:00", 2, "Escalate", "", 0 },

        // Deleted early: days count from then.
        { "2026-11-10T23:59:59+01:00", "2026-11-11T08:59:59+01:00", 0, "Wait", "2026-11-11T09:00:00+01:00", 0 },
        { "2026-11-10T23:59:59+01:00", "2026-11-11T09:00:00+01:00", 0, "Remind", "", 2 },
        { "2026-11-11T00:00:00+01:00", "2026-11-11T09:00:00+01:00", 0, "Wait", "2026-11-12T09:00:00+01:00", 0 },
        { "2026-11-10T12:00:00+01:00", "2026-12-01T09:00:00+01:00", 0, "Escalate", "", 0 },
    };

    [Theory]
    [MemberData(nameof(Table))]
    [Trait("threat", "36")]
    public void Next_AtEachBoundary_IsWhatTheTableSays(string ended, string now, int passed, string action, string until, int number)
    {
        NoticeFacts facts = Open with { EndedAt = ended.Length == 0 ? null : Paris(ended), Passed = passed };

        NoticeDecision decision = Policy.Next(facts, Paris(now));

        Assert.Equal((Enum.Parse<NoticeAction>(action), number), (decision.Action, decision.Number));
        Assert.Equal(Paris(until.Length == 0 ? now : until), decision.Until);
        Assert.Equal(DateOnly.FromDateTime((ended.Length == 0 ? Open.NotAfter.ToOffset(TimeSpan.FromHours(1)) : Paris(ended)).DateTime), decision.Day);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Next_AfterTheEndOfAListUnopenedOrAttested_Closes(bool opened, bool attested)
    {
        NoticeFacts facts = Open with { Opened = opened, Attested = attested };

        Assert.Equal(NoticeAction.Close, Policy.Next(facts, Open.NotAfter).Action);
        Assert.Equal(NoticeAction.Close, Policy.Next(facts, Open.NotAfter.AddYears(1)).Action);
        Assert.NotEqual(NoticeAction.Close, Policy.Next(facts, Open.NotAfter.AddTicks(-1)).Action);
    }

    /// <summary>Whoever asks when three days are not left any more is not reminded at once.</summary>
    [Theory]
    [InlineData("2026-12-21T08:59:59.9999999+01:00", "2026-12-21T09:00:00+01:00")]
    [InlineData("2026-12-21T09:00:00+01:00", "2026-12-24T10:00:00+01:00")]
    [InlineData("2026-12-23T09:00:00+01:00", "2026-12-24T10:00:00+01:00")]
    public void Next_AskedForShortlyBeforeTheEnd_IsNotRemindedBefore(string asked, string until)
    {
        NoticeDecision decision = Policy.Next(Open with { AskedAt = Paris(asked) }, Paris(asked));

        Assert.Equal((NoticeAction.Wait, Paris(until)), (decision.Action, decision.Until));
    }

    /// <summary>Summer time begins on 29 March and ends on 25 October 2026: the morning stays the morning.</summary>
    [Theory]
    [InlineData("2026-03-31T01:30:00+02:00", "2026-03-28T08:00:00Z", "2026-04-01T07:00:00Z")]
    [InlineData("2026-03-28T23:30:00+01:00", "2026-03-25T08:00:00Z", "2026-03-29T07:00:00Z")]
    [InlineData("2026-10-25T02:30:00+02:00", "2026-10-22T07:00:00Z", "2026-10-26T08:00:00Z")]
    [InlineData("2026-10-25T02:30:00+01:00", "2026-10-22T07:00:00Z", "2026-10-26T08:00:00Z")]
    [InlineData("2026-12-31T23:30:00+01:00", "2026-12-28T08:00:00Z", "2027-01-01T08:00:00Z")]
    public void Next_AroundSummerTime_CountsCalendarDaysOfFrance(string end, string before, string after)
    {
        NoticeFacts facts = Open with { AskedAt = Paris(end).AddDays(-20), NotAfter = Paris(end) };

        Assert.Equal(Paris(before), Policy.Next(facts, facts.AskedAt).Until);
        Assert.Equal(Paris(after), Policy.Next(facts, facts.NotAfter).Until);
    }

    [Theory]
    [InlineData("2026-07-01T06:59:59.9999999Z", false)]
    [InlineData("2026-07-01T07:00:00Z", true)]
    [InlineData("2026-07-01T16:59:59.9999999Z", true)]
    [InlineData("2026-07-01T17:00:00Z", false)]
    [InlineData("2026-12-01T07:59:59.9999999Z", false)]
    [InlineData("2026-12-01T08:00:00Z", true)]
    public void IsDaytime_InSummerAndWinter_IsByTheClocksOfFrance(string now, bool day) => Assert.Equal(day, Policy.IsDaytime(Paris(now)));

    [Fact]
    public void IsValid_OfSchedules_RefusesWhatCannotBe()
    {
        var good = new NoticeSchedule();

        Assert.True(good.IsValid);
        Assert.True((good with { DaysAfter = [] }).IsValid);
        Assert.All(
            new[]
            {
                good with { DaysBefore = -1 }, good with { DaysBefore = 31 }, good with { DaysAfter = [7, 1] }, good with { DaysAfter = [1, 1] },
                good with { DaysAfter = [-1] }, good with { DaysAfter = [1, 2, 3, 4, 5, 6] }, good with { DaysAfter = [21] }, good with { EscalateAfterDays = 181 },
                good with { FirstHour = 19 }, good with { FirstHour = -1 }, good with { LastHour = 25 }, good with { PerRun = 0 }, good with { Pause = TimeSpan.Zero },
            },
            wrong => Assert.False(wrong.IsValid));
    }

    private static DateTimeOffset Paris(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
