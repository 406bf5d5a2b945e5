using System.Text;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;
using Outreach.Core.Deletion.Notices;
using Outreach.Core.Lists;
using Outreach.Core.Mail;
using Outreach.Core.Tests.Lists;
using Xunit;

namespace Outreach.Core.Tests.Deletion;

/// <summary>A list from its request to the attestation of its copies, or to the insurer being told that nobody attested.</summary>
public sealed class NoticeTests : IDisposable
{
    private NoticeWorld _notices = null!;

    private ListsWorld World => _notices.World;

    public void Dispose() => _notices?.Dispose();

    [Fact]
    public async Task Address_Given_IsKeptAsCiphertextOfItsOwnKeyOnly()
    {
        await CreateAsync();
        ListRequest request = await _notices.OpenedAsync();

        MailEntry entry = Assert.Single(World.MailEntries.Entries);

        Assert.Equal((request.List, 384), (entry.List, entry.Wrapped.Length));
        Campaign campaign = await _notices.CampaignAsync();
        Assert.NotEqual("", campaign.NoticeKeyId);
        Assert.Null(await World.Keys.UnwrapAsync(campaign.KeyId, entry.Wrapped, default));
        Assert.NotNull(await World.NoticeVault.UnwrapAsync(campaign.NoticeKeyId, entry.Wrapped, default));
        string kept = string.Concat(World.Audit.Lines.Values.SelectMany(lines => lines).Select(Encoding.UTF8.GetString))
            + System.Text.Json.JsonSerializer.Serialize(await World.Requests.FindAsync(request.Id, default)) + entry + Encoding.Latin1.GetString(entry.Wrapped);
        Assert.DoesNotContain(NoticeWorld.Address, kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BeforeTheEnd_ListStillThere_IsRemindedOnceInItsLanguage()
    {
        await CreateAsync();
        ListRequest request = await _notices.OpenedAsync();
        await _notices.AtAsync(request.NotAfter.AddDays(-4));
        Assert.Empty(World.Mail.Sent);

        await _notices.AtAsync(request.NotAfter.AddDays(-3));
        await _notices.AtAsync(request.NotAfter.AddDays(-3));
        await _notices.AtAsync(request.NotAfter.AddDays(-1));

        MailMessage mail = Assert.Single(World.Mail.Sent);
        Assert.Equal((NoticeWorld.Address, MailKind.DeletionDue, MailLanguage.English), (mail.Recipient.Value, mail.Kind, mail.Language));
        Assert.Equal(["deletion.reminded"], _notices.AuditOf(request.List));
    }

    [Fact]
    public async Task AfterTheEnd_NobodyAttests_RemindsThriceAndTellsTheInsurer()
    {
        await CreateAsync();
        ListRequest request = await _notices.OpenedAsync();
        await _notices.EndAsync(request);

        int[] mails = [.. await _notices.DaysAsync(request, 30)];

        Assert.Equal([1, 7, 14], mails);
        Assert.All(World.Mail.Sent, mail => Assert.Equal(MailKind.AttestationDue, mail.Kind));
        Assert.Equal(3, World.Mail.Sent.Select(mail => mail.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(["deletion.reminded", "deletion.reminded", "deletion.reminded", "deletion.escalated"], _notices.AuditOf(request.List));
        Assert.Empty(World.MailEntries.Entries);
        AttestationDuty unattested = Assert.Single((await _notices.UnattestedAsync()).Duties);
        Assert.Equal((request.List, request.Practitioner), (unattested.List, unattested.Practitioner));
        Assert.Equal(
            new AttestationCounts(Lists: 1, Attested: 0, RemindedBefore: 0, RemindedAfter: 3, Unreachable: 0, Escalated: 1) { Unattested = 1 },
            await World.Attestations.CountAsync(World.Campaign.Id, default));
    }

    [Fact]
    public async Task Attested_AtAnyTime_EndsRemindersAndTakesTheAddressAway()
    {
        await CreateAsync();
        ListRequest request = await _notices.OpenedAsync();
        await _notices.EndAsync(request);
        await _notices.DaysAsync(request, 2);

        await _notices.AttestAsync(request);

        Assert.Empty(World.MailEntries.Entries);
        Assert.Empty(await _notices.DaysAsync(request, 40));
        Assert.Single(World.Mail.Sent);
        AttestationCounts counts = await World.Attestations.CountAsync(World.Campaign.Id, default);
        Assert.Equal((1, 1, 0), (counts.Lists, counts.Attested, counts.Escalated));
    }

    [Fact]
    public async Task Attested_AfterTheInsurerWasTold_IsNoLongerUnattested()
    {
        await CreateAsync();
        ListRequest request = await _notices.OpenedAsync();
        await _notices.EndAsync(request);
        await _notices.DaysAsync(request, 30);

        await _notices.AttestAsync(request);

        Assert.Empty((await _notices.UnattestedAsync()).Duties);
        AttestationCounts counts = await World.Attestations.CountAsync(World.Campaign.Id, default);
        Assert.Equal((1, 1, 0), (counts.Attested, counts.Escalated, counts.Unattested));
    }

    /// <summary>A list whose key was never released left no copy anywhere.</summary>
    [Fact]
    public async Task NeverOpened_AfterItsEnd_HasNothingToAttest()
    {
        await CreateAsync();
        ListRequest request = await _notices.AskedAsync();
        await _notices.EndAsync(request);

        Assert.Empty(await _notices.DaysAsync(request, 40));

        Assert.Empty(World.MailEntries.Entries);
        Assert.DoesNotContain("deletion.escalated", _notices.AuditOf(request.List));
        AttestationCounts counts = await World.Attestations.CountAsync(World.Campaign.Id, default);
        Assert.Equal((0, 1, 0), (counts.Lists, counts.NeverOpened, counts.Escalated));
    }

    [Fact]
    public async Task Deleted_Early_CountsDaysFromThen()
    {
        await CreateAsync();
        ListRequest request = await _notices.OpenedAsync();
        World.Time.Advance(TimeSpan.FromDays(2));
        await World.Delete.RunAsync(request.List.Value, ListsWorld.Doctor(), default);

        Assert.Equal([1, 7, 14], await _notices.DaysAsync(request, 22));

        Assert.Single((await _notices.UnattestedAsync()).Duties);
        Assert.True(World.Time.GetUtcNow() < request.NotAfter);
    }

    [Fact]
    public async Task NoAddress_IsUnreachableAndEscalatedAllTheSame()
    {
        await CreateAsync();
        ListRequest request = await _notices.OpenedAsync(notify: null);
        await _notices.EndAsync(request);

        Assert.Empty(await _notices.DaysAsync(request, 30));

        Assert.Equal("", (await _notices.CampaignAsync()).NoticeKeyId);
        AttestationCounts counts = await World.Attestations.CountAsync(World.Campaign.Id, default);
        Assert.Equal((1, 1, 0), (counts.Unreachable, counts.Escalated, counts.RemindedAfter));
    }

    [Fact]
    public async Task Refused_ByTheMailServer_LosesTheAddressAtOnceAndIsEscalated()
    {
        await CreateAsync();
        ListRequest request = await _notices.OpenedAsync();
        await _notices.EndAsync(request);
        World.Mail.Refuses = true;
        await _notices.DaysAsync(request, 1);
        Assert.Empty(World.MailEntries.Entries);

        World.Mail.Refuses = false;
        Assert.Empty(await _notices.DaysAsync(request, 30));

        AttestationCounts counts = await World.Attestations.CountAsync(World.Campaign.Id, default);
        Assert.Equal((1, 1, 0), (counts.Unreachable, counts.Escalated, counts.RemindedAfter));
    }

    [Fact]
    public async Task MailServerAway_IsTriedAgainLaterAndTheOthersGoOn()
    {
        await CreateAsync();
        ListRequest request = await _notices.OpenedAsync();
        ListRequest other = await _notices.OpenedAsync(notify: null, doctor: 1);
        await _notices.EndAsync(request);
        await _notices.EndAsync(other);
        World.Mail.Fails = true;
        World.Time.SetUtcNow(request.NotAfter.AddDays(1));
        NoticeCounts away = await World.SendNotices.RunAsync(default);
        World.Mail.Fails = false;

        NoticeCounts tooSoon = await World.SendNotices.RunAsync(default);
        World.Time.Advance(new NoticeSchedule().Pause);
        NoticeCounts again = await World.SendNotices.RunAsync(default);

        Assert.Equal((0, 1, 1), (away.Reminded, away.Waiting, away.Unreachable));
        Assert.Equal(0, tooSoon.Reminded);
        Assert.Equal((1, 0), (again.Reminded, again.Waiting));
        Assert.Single(World.Mail.Sent);
    }

    /// <summary>One damaged stream: its doctor is reminded once each time all the same, the insurer is told, and nobody else waits.</summary>
    [Fact]
    public async Task TrailDamaged_OfOneList_StopsNeitherTheOthersNorTheEscalation()
    {
        await CreateAsync();
        ListRequest request = await _notices.OpenedAsync();
        ListRequest other = await _notices.OpenedAsync(notify: null, doctor: 1);
        await _notices.EndAsync(request);
        await _notices.EndAsync(other);
        World.Audit.Lines[Core.Audit.AuditStream.ForList(request.List)][^1] = "damaged"u8.ToArray();

        NoticeCounts first = await _notices.AtAsync(request.NotAfter.AddDays(1));
        Assert.Equal((1, 1), (first.Failures.Count, first.Unreachable));
        IReadOnlyList<int> mails = await _notices.DaysAsync(request, 30);

        Assert.Equal([7, 14], mails);
        AttestationCounts counts = await World.Attestations.CountAsync(World.Campaign.Id, default);
        Assert.Equal((3, 2), (counts.RemindedAfter, counts.Escalated));
        Assert.Equal(2, (await _notices.UnattestedAsync()).Duties.Count);
        Assert.Contains("deletion.escalated", Encoding.UTF8.GetString(World.Audit.Lines[Core.Audit.AuditStream.ForList(other.List)][^1]), StringComparison.Ordinal);
    }

    /// <summary>The record's destruction stands still: no reminder says that it is deleted, and the insurer is told on the day.</summary>
    [Fact]
    public async Task DestructionBlocked_ForWeeks_IsEscalatedOnItsDay()
    {
        await CreateAsync();
        ListRequest request = await _notices.OpenedAsync();
        World.Time.SetUtcNow(request.NotAfter);
        World.Blobs.InTheWay = Obstacle.BlobHeld;
        Assert.NotNull((await World.Destroy.RunAsync(request, EndReason.Expired, "system", default)).Obstacle);
        DateTimeOffset noon = new(request.NotAfter.Date.AddHours(12), TimeSpan.Zero);

        for (int day = 1; day <= 20; day++)
        {
            Assert.Equal(0, (await _notices.AtAsync(noon.AddDays(day))).Escalated);
        }

        Assert.Equal(1, (await _notices.AtAsync(noon.AddDays(21))).Escalated);
        Assert.Empty(World.Mail.Sent);
        Assert.Single((await _notices.UnattestedAsync()).Duties);
    }

    [Fact]
    public async Task AtNight_NothingIsSentUntilTheMorning()
    {
        await CreateAsync();
        ListRequest request = await _notices.OpenedAsync();
        await _notices.EndAsync(request);
        DateTimeOffset day = new(request.NotAfter.AddDays(1).Date, TimeSpan.Zero);

        World.Time.SetUtcNow(day.AddHours(21));
        await World.SendNotices.RunAsync(default);
        Assert.Empty(World.Mail.Sent);
        World.Time.SetUtcNow(day.AddDays(1).AddHours(9));
        await World.SendNotices.RunAsync(default);

        Assert.Single(World.Mail.Sent);
    }

    [Fact]
    public async Task PerRun_MoreAreDue_GoesOnAtTheNextRun()
    {
        await CreateAsync(new NoticeSchedule { PerRun = 1 });
        ListRequest request = await _notices.OpenedAsync();
        await _notices.OpenedAsync(doctor: 1);
        World.Time.SetUtcNow(request.NotAfter.AddDays(-2));

        NoticeCounts[] runs = [await World.SendNotices.RunAsync(default), await World.SendNotices.RunAsync(default), await World.SendNotices.RunAsync(default), await World.SendNotices.RunAsync(default)];

        Assert.Equal(2, World.Mail.Sent.Count);
        Assert.All(runs, run => Assert.True(run.Reminded <= 1));
    }

    [Fact]
    public async Task MailServerSlow_RunEndsInTimeAndTheNextGoesOn()
    {
        await CreateAsync();
        ListRequest request = await _notices.OpenedAsync();
        await _notices.OpenedAsync(doctor: 1);
        World.Time.SetUtcNow(request.NotAfter.AddDays(-2));
        World.Mail.OnTheWay = () => World.Time.Advance(SendNoticesHandler.Longest);

        NoticeCounts first = await World.SendNotices.RunAsync(default);
        NoticeCounts second = await World.SendNotices.RunAsync(default);

        Assert.Equal((1, 1), (first.Reminded, second.Reminded));
    }

    /// <summary>Whoever can write to storage cannot have one doctor's reminders sent about another's list.</summary>
    [Fact]
    [Trait("threat", "4")]
    public async Task Entries_SwappedInStorage_AreReadAsNobodys()
    {
        await CreateAsync();
        ListRequest request = await _notices.OpenedAsync();
        ListRequest other = await _notices.OpenedAsync(doctor: 1);
        MailEntry entry = (await World.MailEntries.FindAsync(other.Campaign, other.List, default))!;
        await World.MailEntries.PutAsync(entry with { List = request.List }, default);
        await World.MailEntries.RemoveAsync(other.Campaign, other.List, default);

        await _notices.AtAsync(request.NotAfter.AddDays(-2));

        Assert.Empty(World.Mail.Sent);
    }

    [Theory]
    [InlineData("doctor@practice.example, other@practice.example", null, "lists.notify-email-invalid")]
    [InlineData("", "fr", "lists.notify-email-invalid")]
    [InlineData(null, "fr", "lists.notify-email-invalid")]
    [InlineData("doctor@practice.example", "de", "lists.notify-language-unknown")]
    [InlineData("doctor@practice.example", "FR", "lists.notify-language-unknown")]
    public async Task Notify_NotAsDocumented_IsRefusedAndKeepsNothing(string? email, string? language, string code)
    {
        await CreateAsync();

        Result<ListRequest> asked = await World.Request.RunAsync(
            World.Campaign.Id.Value, ListsWorld.Doctor(), World.Body(notify: new NotifyBody(email, language)), default);

        Assert.Equal(code, asked.Failure?.Code);
        Assert.Empty(World.MailEntries.Entries);
        Assert.Empty(World.Audit.Entries);
    }

    private async Task CreateAsync(NoticeSchedule? schedule = null) => _notices = await NoticeWorld.CreateAsync(schedule);
}
