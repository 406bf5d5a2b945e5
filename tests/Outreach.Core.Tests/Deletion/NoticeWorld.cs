using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;
using Outreach.Core.Deletion.Notices;
using Outreach.Core.Lists;
using Outreach.Core.Tests.Lists;
using Xunit;

namespace Outreach.Core.Tests.Deletion;

/// <summary>The world of lists, as tests of notices go through it.</summary>
internal sealed class NoticeWorld(ListsWorld world) : IDisposable
{
    public const string Address = "doctor@practice.example";

    public static readonly NotifyBody Notify = new(Address, "en");

    public ListsWorld World => world;

    public static async Task<NoticeWorld> CreateAsync(NoticeSchedule? schedule = null)
    {
        ListsWorld world = await ListsWorld.CreateAsync(patients: 3);
        world.Notices = new NoticePolicy(schedule ?? new NoticeSchedule());
        world.Restart();

        // Noon in UTC: an hour of mails in France whatever the season.
        world.Time.SetUtcNow(new DateTimeOffset(world.Time.GetUtcNow().Date.AddHours(12), TimeSpan.Zero));
        return new NoticeWorld(world);
    }

    public void Dispose() => world.Dispose();

    /// <summary>A list that is ready and was not opened.</summary>
    public Task<ListRequest> AskedAsync(int doctor = 0) => AskedAsync(Notify, doctor);

    public Task<ListRequest> OpenedAsync(int doctor = 0) => OpenedAsync(Notify, doctor);

    public async Task<ListRequest> OpenedAsync(NotifyBody? notify, int doctor = 0)
    {
        ListRequest request = await AskedAsync(notify, doctor);
        Assert.True((await world.Open.RunAsync(request.List.Value, ListsWorld.Doctor(doctor), default)).Succeeded);
        return request;
    }

    /// <summary>Its time is over, and the timer of deletion came.</summary>
    public async Task EndAsync(ListRequest request)
    {
        world.Time.SetUtcNow(request.NotAfter);
        await world.Destroy.RunAsync(request, EndReason.Expired, "system", default);
    }

    /// <summary>The timer of notices comes at an instant.</summary>
    public Task<NoticeCounts> AtAsync(DateTimeOffset instant)
    {
        world.Time.SetUtcNow(instant);
        return world.SendNotices.RunAsync(default);
    }

    /// <summary>The timer of notices comes thrice a day for so many days; the days after the list's end on which a mail went out.</summary>
    public async Task<IReadOnlyList<int>> DaysAsync(ListRequest request, int days)
    {
        DateTimeOffset ended = (await world.Lists.FindAsync(request.List, default))!.Value.DestroyedAt!.Value;
        DateTimeOffset noon = new(world.Time.GetUtcNow().Date.AddHours(12), TimeSpan.Zero);
        List<int> mailed = [];
        for (int day = 0; day <= days; day++)
        {
            for (int hour = 0; hour < 3; hour++)
            {
                DateTimeOffset now = noon.AddDays(day).AddHours(hour);
                if (now < world.Time.GetUtcNow())
                {
                    continue;
                }

                int before = world.Mail.Sent.Count;
                await AtAsync(now);
                mailed.AddRange(Enumerable.Repeat((now.Date - ended.Date).Days, world.Mail.Sent.Count - before));
            }
        }

        return mailed;
    }

    public async Task AttestAsync(ListRequest request) =>
        Assert.True((await world.Attest.RunAsync(request.List.Value, ListsWorld.Doctor(), new AttestationBody(CopiesDeleted: true), default)).Succeeded);

    public async Task<UnattestedPage> UnattestedAsync() =>
        (await new ListUnattestedHandler(world.Campaigns, world.Attestations).RunAsync(world.Campaign.Id.Value, continuation: null, default)).Value!;

    public async Task<Campaign> CampaignAsync() => (await world.Campaigns.FindAsync(world.Campaign.Id, default))!.Value;

    /// <summary>What the list's trail says of notices.</summary>
    public IReadOnlyList<string> AuditOf(ListId list) =>
    [
        .. world.Audit.Entries
            .Where(entry => entry.Stream == Core.Audit.AuditStream.ForList(list) && entry.Entry.Type is "deletion.reminded" or "deletion.escalated")
            .Select(entry => entry.Entry.Type),
    ];

    private async Task<ListRequest> AskedAsync(NotifyBody? notify, int doctor)
    {
        Result<ListRequest> asked = await world.Request.RunAsync(world.Campaign.Id.Value, ListsWorld.Doctor(doctor), world.Body(notify: notify), default);
        await world.Build.RunAsync(asked.Value!.Id, default);
        return asked.Value;
    }
}
