using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Lists;
using Xunit;

namespace Outreach.Testing.Lists;

/// <summary>What every <see cref="IListRequestStore"/> promises.</summary>
public abstract class ListRequestStoreContract
{
    protected abstract Task<IListRequestStore> CreateAsync();

    [Fact]
    public async Task Put_Twice_IsFoundAsLastWritten()
    {
        IListRequestStore store = await CreateAsync();
        ListRequest request = Sample.Request();

        await store.PutAsync(request, default);
        await store.PutAsync(request with { DeliveryKey = "" }, default);

        Assert.Equal(request with { DeliveryKey = "" }, await store.FindAsync(request.Id, default));
    }

    [Fact]
    public async Task Find_NeverStored_IsNull()
    {
        IListRequestStore store = await CreateAsync();

        Assert.Null(await store.FindAsync(ListRequestId.Create(), default));
    }

    [Fact]
    public async Task TryPutDoctor_OnlyOneOfTwoInsertsWins()
    {
        IListRequestStore store = await CreateAsync();
        ListRequest request = Sample.Request();
        var doctor = new DoctorRequests(request.Campaign, request.Practitioner, request, "thumb", 1);

        bool first = await store.TryPutDoctorAsync(doctor, etag: null, default);
        bool second = await store.TryPutDoctorAsync(doctor with { Count = 9 }, etag: null, default);

        Assert.True(first);
        Assert.False(second);
        Assert.Equal(doctor, (await store.FindDoctorAsync(request.Campaign, request.Practitioner, default))?.Value);
    }

    [Fact]
    public async Task TryPutDoctor_OldVersion_IsRefused()
    {
        IListRequestStore store = await CreateAsync();
        ListRequest request = Sample.Request();
        var doctor = new DoctorRequests(request.Campaign, request.Practitioner, request, "thumb", 1);
        await store.TryPutDoctorAsync(doctor, etag: null, default);
        Versioned<DoctorRequests> read = (await store.FindDoctorAsync(request.Campaign, request.Practitioner, default))!;

        Assert.True(await store.TryPutDoctorAsync(doctor with { Active = null }, read.ETag, default));
        Assert.False(await store.TryPutDoctorAsync(doctor with { Count = 3 }, read.ETag, default));
    }

    [Fact]
    public async Task PageActive_ManyDoctors_FindsEachActiveRequestOnceAndNoOtherCampaigns()
    {
        IListRequestStore store = await CreateAsync();
        string campaign = "c" + RandomId.Create()[..12];
        List<ListRequest> active = [];
        for (int i = 0; i < 130; i++)
        {
            ListRequest request = Sample.Request(campaign);
            bool over = i % 3 == 0;
            await store.TryPutDoctorAsync(new DoctorRequests(request.Campaign, request.Practitioner, over ? null : request, "", 1), etag: null, default);
            if (!over)
            {
                active.Add(request);
            }
        }

        ListRequest other = Sample.Request("other-campaign");
        await store.TryPutDoctorAsync(new DoctorRequests(other.Campaign, other.Practitioner, other, "", 1), etag: null, default);

        List<ListRequest> found = [];
        string? continuation = null;
        do
        {
            (IReadOnlyList<ListRequest> page, continuation) = await store.PageActiveAsync(active[0].Campaign, continuation, default);
            found.AddRange(page);
        }
        while (continuation is not null);

        Assert.Equal(active.Select(request => request.Id.Value).Order(), found.Select(request => request.Id.Value).Order());
    }

    [Fact]
    public async Task Read_ManyRequests_GivesEachOfTheCampaignOnce()
    {
        IListRequestStore store = await CreateAsync();
        string campaign = "c" + RandomId.Create()[..12];
        List<ListRequest> requests = [];
        for (int i = 0; i < 30; i++)
        {
            requests.Add(Sample.Request(campaign));
            await store.PutAsync(requests[^1], default);
            await store.PutAsync(requests[^1], default);
        }

        await store.PutAsync(Sample.Request(), default);

        List<ListRequest> found = await store.ReadAsync(requests[0].Campaign, default).ToListAsync();
        Assert.Equal(requests.OrderBy(request => request.Id.Value, StringComparer.Ordinal), found.OrderBy(request => request.Id.Value, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Remove_Twice_LeavesNoRequest()
    {
        IListRequestStore store = await CreateAsync();
        ListRequest request = Sample.Request();
        await store.PutAsync(request, default);

        await store.RemoveAsync(request.Id, default);
        await store.RemoveAsync(request.Id, default);

        Assert.Null(await store.FindAsync(request.Id, default));
    }

    [Fact]
    public async Task RemoveDoctors_UpToANumber_LeavesThoseWithAnActiveRequestAndOtherCampaigns()
    {
        IListRequestStore store = await CreateAsync();
        string campaign = "c" + RandomId.Create()[..12];
        ListRequest active = Sample.Request(campaign);
        ListRequest other = Sample.Request("c" + RandomId.Create()[..12]);
        await store.TryPutDoctorAsync(new DoctorRequests(active.Campaign, active.Practitioner, active, "", 1), etag: null, default);
        await store.TryPutDoctorAsync(new DoctorRequests(other.Campaign, other.Practitioner, null, "", 1), etag: null, default);
        for (int i = 0; i < 130; i++)
        {
            await store.TryPutDoctorAsync(new DoctorRequests(active.Campaign, new PractitionerRef(RandomId.Create()), null, "", 1), etag: null, default);
        }

        int first = await store.RemoveDoctorsAsync(active.Campaign, 120, default);
        int second = await store.RemoveDoctorsAsync(active.Campaign, 120, default);
        int third = await store.RemoveDoctorsAsync(active.Campaign, 120, default);

        Assert.Equal((120, 10, 0), (first, second, third));
        Assert.NotNull(await store.FindDoctorAsync(active.Campaign, active.Practitioner, default));
        Assert.NotNull(await store.FindDoctorAsync(other.Campaign, other.Practitioner, default));
    }

    [Fact]
    public async Task FindDoctor_OfAnotherCampaign_IsNull()
    {
        IListRequestStore store = await CreateAsync();
        ListRequest request = Sample.Request();
        await store.TryPutDoctorAsync(new DoctorRequests(request.Campaign, request.Practitioner, request, "", 1), etag: null, default);

        Assert.Null(await store.FindDoctorAsync(request.Campaign, new PractitionerRef("somebody-else"), default));
    }
}
