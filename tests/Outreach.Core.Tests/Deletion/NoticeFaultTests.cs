using Outreach.Core.Deletion;
using Outreach.Core.Deletion.Notices;
using Outreach.Core.Lists;
using Outreach.Core.Tests.Lists;
using Outreach.Testing.Faults;
using Xunit;

namespace Outreach.Core.Tests.Deletion;

/// <summary>Notices killed after each step, run twice, and run by two at once.</summary>
public sealed class NoticeFaultTests
{
    /// <summary>A reminder may come twice and is not lost; what is counted is what was confirmed.</summary>
    [Fact]
    [Trait("threat", "36")]
    public async Task Reminder_KilledAfterEachStep_ComesOnceOrTwice()
    {
        await KilledAfterEachStepAsync(
            arrange: static async (notices, request) =>
            {
                await notices.EndAsync(request);
                notices.World.Time.SetUtcNow(request.NotAfter.AddDays(1));
            },
            act: static (notices, _) => SendAsync(notices),
            assert: static async (notices, request) =>
            {
                notices.World.Time.Advance(new NoticeSchedule().Pause);
                await notices.World.SendNotices.RunAsync(default);
                Assert.InRange(notices.World.Mail.Sent.Count, 1, 2);
                Assert.Single(notices.World.Mail.Sent.Select(mail => mail.Id).Distinct(StringComparer.Ordinal));
                Assert.Equal(1, (await notices.World.Attestations.CountAsync(request.Campaign, default)).RemindedAfter);
                Assert.Equal([7, 14], await notices.DaysAsync(request, 30));
            });
    }

    /// <summary>An escalation is not lost, and the address is gone when the row says it is over.</summary>
    [Fact]
    [Trait("threat", "36")]
    public async Task Escalation_KilledAfterEachStep_IsThere()
    {
        await KilledAfterEachStepAsync(
            arrange: static async (notices, request) =>
            {
                await notices.EndAsync(request);
                notices.World.Time.SetUtcNow(request.NotAfter.AddDays(22));
            },
            act: static (notices, _) => SendAsync(notices),
            assert: static async (notices, request) =>
            {
                await notices.World.SendNotices.RunAsync(default);
                Assert.Single((await notices.UnattestedAsync()).Duties);
                Assert.InRange(notices.AuditOf(request.List).Count(type => type == "deletion.escalated"), 1, 2);
                Assert.Empty(notices.World.MailEntries.Entries);
                Assert.Empty(notices.World.Mail.Sent);
            });
    }

    [Fact]
    [Trait("threat", "33")]
    public async Task Attestation_KilledAfterEachStep_EndsRemindersWhoeverComesNext()
    {
        foreach (bool doctorComesAgain in new[] { true, false })
        {
            await KilledAfterEachStepAsync(
                arrange: static (notices, request) => notices.EndAsync(request),
                act: static (notices, request) => notices.AttestAsync(request),
                assert: async (notices, request) =>
                {
                    bool attested = (await notices.World.Lists.FindAsync(request.List, default))!.Value.AttestedAt is not null;
                    if (doctorComesAgain || !attested)
                    {
                        await notices.AttestAsync(request);
                        Assert.Empty(notices.World.MailEntries.Entries);
                    }

                    Assert.Empty(await notices.DaysAsync(request, 30));
                    Assert.Empty(notices.World.MailEntries.Entries);
                    Assert.Equal(1, (await notices.World.Attestations.CountAsync(request.Campaign, default)).Attested);
                });
        }
    }

    [Fact]
    [Trait("threat", "31")]
    public async Task Request_KilledAfterEachStep_KeepsTheAddressOnce()
    {
        for (int step = 1; ; step++)
        {
            using NoticeWorld notices = await NoticeWorld.CreateAsync();
            notices.World.Faults.KillAfter(step);
            bool killed = await IsKilledAsync(() => notices.AskedAsync());
            notices.World.Restart();

            ListRequest request = await notices.AskedAsync();

            Assert.Equal(request.List, Assert.Single(notices.World.MailEntries.Entries).List);
            AttestationCounts counts = await notices.World.Attestations.CountAsync(request.Campaign, default);
            Assert.Equal((1, 0), (counts.Lists, counts.Unreachable));
            if (!killed)
            {
                Assert.InRange(step, 10, 60);
                return;
            }
        }
    }

    /// <summary>A list marked as opened whose key was not released is asked about without need; the reverse never happens.</summary>
    [Fact]
    public async Task Opening_KilledAfterEachStep_ReleasesNoKeyOfAListThatIsNotMarked()
    {
        for (int step = 1; ; step++)
        {
            using NoticeWorld notices = await NoticeWorld.CreateAsync();
            ListRequest request = await notices.AskedAsync();
            int unwrapped = notices.World.Keys.Unwraps;
            notices.World.Faults.Restart();
            notices.World.Faults.KillAfter(step);
            bool killed = await IsKilledAsync(() => notices.World.Open.RunAsync(request.List.Value, ListsWorld.Doctor(), default));

            bool marked = (await notices.World.Lists.FindAsync(request.List, default))!.Value.OpenedAt is not null;
            Assert.True(marked || notices.World.Keys.Unwraps == unwrapped, $"a key was released after step {step}");
            if (!killed)
            {
                Assert.True(marked && notices.World.Keys.Unwraps > unwrapped);
                return;
            }
        }
    }

    /// <summary>Another run goes from its beginning to its end between any two steps of this one.</summary>
    [Fact]
    [Trait("threat", "36")]
    public async Task Runs_OneWithinAnother_SendOnce()
    {
        for (int step = 1; ; step++)
        {
            using NoticeWorld notices = await NoticeWorld.CreateAsync();
            ListRequest request = await notices.OpenedAsync();
            await notices.EndAsync(request);
            notices.World.Time.SetUtcNow(request.NotAfter.AddDays(1));
            notices.World.Faults.Restart();
            bool met = false;
            notices.World.Faults.Meanwhile(step, async () =>
            {
                met = true;
                await notices.World.SendNotices.RunAsync(default);
            });

            await notices.World.SendNotices.RunAsync(default);

            Assert.Single(notices.World.Mail.Sent);
            Assert.Equal(1, (await notices.World.Attestations.CountAsync(request.Campaign, default)).RemindedAfter);
            if (!met)
            {
                Assert.True(step > 5);
                return;
            }
        }
    }

    /// <summary>The doctor attests between any two steps of a reminder, or of an escalation.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(22)]
    public async Task Attested_WhileANoticeIsUnderWay_StaysAttested(int days)
    {
        for (int step = 1; ; step++)
        {
            using NoticeWorld notices = await NoticeWorld.CreateAsync();
            ListRequest request = await notices.OpenedAsync();
            await notices.EndAsync(request);
            notices.World.Time.SetUtcNow(request.NotAfter.AddDays(days));
            notices.World.Faults.Restart();
            bool met = false;
            notices.World.Faults.Meanwhile(step, async () =>
            {
                met = true;
                await notices.AttestAsync(request);
            });

            await notices.World.SendNotices.RunAsync(default);
            await notices.World.SendNotices.RunAsync(default);

            AttestationCounts counts = await notices.World.Attestations.CountAsync(request.Campaign, default);
            Assert.Equal(met ? (1, 0) : (0, days == 22 ? 1 : 0), (counts.Attested, counts.Unattested));
            Assert.True(!met || notices.World.MailEntries.Entries.Count == 0);
            if (!met)
            {
                return;
            }
        }
    }

    /// <summary>A mail server that takes mails and never says so is left alone after a while.</summary>
    [Fact]
    public async Task Reminder_NeverConfirmed_IsGivenUp()
    {
        using NoticeWorld notices = await NoticeWorld.CreateAsync(new NoticeSchedule { DaysAfter = [1], FirstHour = 0, LastHour = 24 });
        ListRequest request = await notices.OpenedAsync();
        await notices.EndAsync(request);
        notices.World.Mail.Fails = true;
        int waiting = 0;
        for (int hour = 24; hour < 24 * 10; hour++)
        {
            waiting += (await notices.AtAsync(request.NotAfter.AddHours(hour))).Waiting;
        }

        Assert.Equal(NoticeTurn.MostAttempts, waiting);
        Assert.Equal(1, (await notices.World.Attestations.CountAsync(request.Campaign, default)).Unreachable);
    }

    private static async Task KilledAfterEachStepAsync(
        Func<NoticeWorld, ListRequest, Task> arrange, Func<NoticeWorld, ListRequest, Task> act, Func<NoticeWorld, ListRequest, Task> assert)
    {
        for (int step = 1; ; step++)
        {
            using NoticeWorld notices = await NoticeWorld.CreateAsync();
            ListRequest request = await notices.OpenedAsync();
            await arrange(notices, request);
            notices.World.Faults.Restart();
            notices.World.Faults.KillAfter(step);
            bool killed = await IsKilledAsync(() => act(notices, request));
            notices.World.Restart();

            await assert(notices, request);
            if (!killed)
            {
                Assert.True(step > 3, $"only {step} steps were killed after");
                return;
            }
        }
    }

    /// <summary>A run goes on past the failure of one list; past its own death it does not.</summary>
    private static async Task SendAsync(NoticeWorld notices)
    {
        NoticeCounts counts = await notices.World.SendNotices.RunAsync(default);
        if (counts.Failures.OfType<KilledException>().FirstOrDefault() is { } killed)
        {
            throw killed;
        }
    }

    private static async Task<bool> IsKilledAsync(Func<Task> act)
    {
        try
        {
            await act();
            return false;
        }
        catch (KilledException)
        {
            return true;
        }
    }
}
