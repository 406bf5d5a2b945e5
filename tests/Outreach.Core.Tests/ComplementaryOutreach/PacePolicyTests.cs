using System.Globalization;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Pace;
using Xunit;

namespace Outreach.Core.Tests.ComplementaryOutreach;

public sealed class PacePolicyTests
{
    private static readonly PaceRules Rules = new() { MessagesPerDay = 2_000, EmailsPerMinute = 100, SmsPerMinute = 1_000, LettersPerMinute = 1_000 };
    private static readonly DateTimeOffset Noon = At("2026-11-24T11:00:00Z");

    public static TheoryData<Func<PaceRules, PaceRules>, bool> Ranges => new()
    {
        { rules => rules, true },
        { rules => rules with { QuietFrom = new TimeOnly(17, 0) }, true },
        { rules => rules with { QuietFrom = new TimeOnly(16, 59) }, false },
        { rules => rules with { QuietFrom = new TimeOnly(22, 0) }, true },
        { rules => rules with { QuietFrom = new TimeOnly(22, 1) }, false },
        { rules => rules with { QuietUntil = new TimeOnly(7, 0) }, true },
        { rules => rules with { QuietUntil = new TimeOnly(6, 59) }, false },
        { rules => rules with { QuietUntil = new TimeOnly(11, 0) }, true },
        { rules => rules with { QuietUntil = new TimeOnly(11, 1) }, false },
        { rules => rules with { MessagesPerDay = 1_000 }, true },
        { rules => rules with { MessagesPerDay = 999 }, false },
        { rules => rules with { MessagesPerDay = 10_000_001 }, false },
        { rules => rules with { EmailsPerMinute = 10 }, true },
        { rules => rules with { EmailsPerMinute = 9 }, false },
        { rules => rules with { SmsPerMinute = 100_001 }, false },
        { rules => rules with { LettersPerMinute = 0 }, false },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Rules_AtTheEndsOfTheirRanges_AreValidAndBeyondNot(Func<PaceRules, PaceRules> change, bool valid)
    {
        ArgumentNullException.ThrowIfNull(change);
        Assert.Equal(valid, change(new PaceRules()).IsValid);
    }

    [Fact]
    public void Next_PartsOneAfterTheOther_GoAtTheRateOfTheirChannel()
    {
        Room room = new(Rules);

        Assert.Equal(Noon, room.Take(OutreachChannel.Email, "75", 100, Noon));
        Assert.Equal(Noon.AddMinutes(1), room.Take(OutreachChannel.Email, "75", 50, Noon));
        Assert.Equal(Noon.AddSeconds(90), room.Take(OutreachChannel.Email, "75", 1, Noon));
        Assert.Equal(Noon, room.Take(OutreachChannel.Sms, "75", 1_000, Noon));
        Assert.Equal(Noon.AddMinutes(5), room.Take(OutreachChannel.Sms, "75", 1, Noon.AddMinutes(5)));
    }

    /// <summary>Paris sleeps when Réunion is up: what is put off for one is not put off for the other.</summary>
    [Fact]
    [Trait("threat", "60")]
    public void Next_OneDepartmentAsleep_KeepsNoOtherWaiting()
    {
        Room room = new(Rules);
        DateTimeOffset early = At("2026-11-24T05:00:00Z");

        Assert.Equal(At("2026-11-24T07:00:00Z"), room.Take(OutreachChannel.Sms, "75", 500, early));
        Assert.Equal(early, room.Take(OutreachChannel.Sms, "974", 500, early));
        Assert.Equal(At("2026-11-24T07:00:30Z"), room.Take(OutreachChannel.Sms, "13", 500, early));
        Assert.Equal(early.AddSeconds(30), room.Take(OutreachChannel.Sms, "976", 100, early));
    }

    [Fact]
    [Trait("threat", "60")]
    public void Next_DayIsFull_WaitsForTheNextDayOfFrance()
    {
        Room room = new(Rules);

        Assert.Equal(Noon, room.Take(OutreachChannel.Sms, "75", 1_000, Noon));
        Assert.Equal(Noon, room.Take(OutreachChannel.Letter, "75", 999, Noon));
        Assert.Equal(At("2026-11-25T07:00:00Z"), room.Take(OutreachChannel.Email, "75", 2, Noon));
        Assert.Equal(Noon, room.Take(OutreachChannel.Email, "75", 1, Noon));
        Assert.Equal(At("2026-11-24T23:00:00Z"), room.Take(OutreachChannel.Letter, "75", 1, Noon));

        // In Tahiti it is the day before then, and noon: the day that counts is that of mainland France.
        Assert.Equal(At("2026-11-24T23:00:00Z"), room.Take(OutreachChannel.Email, "987", 1, Noon));
    }

    /// <summary>The cap's day has 23 hours on 29 March and 25 on 25 October: its ends are midnights of France.</summary>
    [Theory]
    [InlineData("2026-03-28T22:59:59.9999999Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")]
    [InlineData("2026-10-24T21:59:59.9999999Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")]
    [Trait("threat", "60")]
    public void Next_DayOfTheChange_LastsAsLongAsInFrance(string before, string begins, string ends)
    {
        var quick = Rules with { MessagesPerDay = 1_000, LettersPerMinute = 100_000 };
        Room room = new(quick);

        Assert.Equal(At(begins), room.Take(OutreachChannel.Letter, "75", 1_000, At(before)));
        Assert.Equal(At(ends), room.Take(OutreachChannel.Letter, "75", 1, At(begins).AddHours(5)));
        Assert.Equal(At(ends).AddMinutes(1), room.Take(OutreachChannel.Letter, "75", 1, At(ends).AddMinutes(1)));
    }

    [Fact]
    [Trait("threat", "60")]
    public void Next_PartThatWouldRunIntoTheNight_WaitsForTheMorning()
    {
        Room room = new(Rules);
        DateTimeOffset evening = At("2026-11-24T18:55:00Z");

        Assert.Equal(At("2026-11-25T07:00:00Z"), room.Take(OutreachChannel.Email, "75", 501, evening));
        Assert.Equal(evening, room.Take(OutreachChannel.Email, "75", 500, evening));
    }

    [Fact]
    public void Next_WhatIsPast_IsForgotten()
    {
        Room room = new(Rules);
        room.Take(OutreachChannel.Sms, "75", 1_000, Noon);

        room.Take(OutreachChannel.Sms, "75", 1, Noon.AddDays(1));

        Assert.Equal([new DateOnly(2026, 11, 25)], room.State.Days.Keys);
        Assert.Single(room.State.Busy[OutreachChannel.Sms]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_001)]
    public void Next_NoPart_IsRefused(int messages) =>
        Assert.Throws<ArgumentException>(() => new Room(Rules).Take(OutreachChannel.Sms, "75", messages, Noon));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>A policy and what was taken by it.</summary>
internal sealed class Room(PaceRules rules)
{
    private readonly PacePolicy _policy = new(rules, new QuietTimes(rules));

    public PaceState State { get; private set; } = PaceState.Empty;

    public DateTimeOffset Take(OutreachChannel channel, string department, int messages, DateTimeOffset now)
    {
        (State, DateTimeOffset slot) = _policy.Next(State, new PaceRequest(channel, department, messages), now);
        return slot;
    }
}
