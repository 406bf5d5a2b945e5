using System.Globalization;
using System.Runtime.CompilerServices;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Lists;

namespace Outreach.Testing.Lists;

/// <summary>Requests in memory; held to <see cref="ListRequestStoreContract"/>.</summary>
public sealed class InMemoryListRequestStore : IListRequestStore
{
    private const int PageSize = 100;

    private readonly Lock _lock = new();
    private readonly Dictionary<ListRequestId, ListRequest> _requests = [];
    private readonly SortedDictionary<string, (DoctorRequests Doctor, string ETag)> _doctors = new(StringComparer.Ordinal);
    private int _version;

    public Task<ListRequest?> FindAsync(ListRequestId id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_requests.GetValueOrDefault(id));
        }
    }

    public Task PutAsync(ListRequest request, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _requests[request.Id] = request;
            return Task.CompletedTask;
        }
    }

    public Task RemoveAsync(ListRequestId id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _requests.Remove(id);
            return Task.CompletedTask;
        }
    }

    public Task<int> RemoveDoctorsAsync(CampaignId campaign, int most, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            string[] idle = [.. _doctors.Where(row => row.Value.Doctor.Campaign == campaign && row.Value.Doctor.Active is null).Select(row => row.Key).Take(most)];
            return Task.FromResult(idle.Count(_doctors.Remove));
        }
    }

    public Task<Versioned<DoctorRequests>?> FindDoctorAsync(
        CampaignId campaign, PractitionerRef practitioner, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_doctors.TryGetValue(Key(campaign, practitioner), out (DoctorRequests Doctor, string ETag) found)
                ? new Versioned<DoctorRequests>(found.Doctor, found.ETag)
                : null);
        }
    }

    public Task<bool> TryPutDoctorAsync(DoctorRequests doctor, string? etag, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            string key = Key(doctor.Campaign, doctor.Practitioner);
            string? current = _doctors.TryGetValue(key, out (DoctorRequests Doctor, string ETag) found) ? found.ETag : null;
            if (current != etag)
            {
                return Task.FromResult(false);
            }

            _doctors[key] = (doctor, (++_version).ToString(CultureInfo.InvariantCulture));
            return Task.FromResult(true);
        }
    }

    public async IAsyncEnumerable<ListRequest> ReadAsync(CampaignId campaign, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        ListRequest[] requests;
        lock (_lock)
        {
            requests = [.. _requests.Values.Where(request => request.Campaign == campaign)];
        }

        foreach (ListRequest request in requests)
        {
            yield return request;
        }
    }

    public Task<(IReadOnlyList<ListRequest> Requests, string? Continuation)> PageActiveAsync(
        CampaignId campaign, string? continuation, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            DoctorRequests[] page = [.. _doctors.Values
                .Select(row => row.Doctor)
                .Where(doctor => doctor.Campaign == campaign && string.CompareOrdinal(doctor.Practitioner.Value, continuation ?? "") > 0)
                .Take(PageSize)];
            string? next = page.Length == PageSize ? page[^1].Practitioner.Value : null;
            IReadOnlyList<ListRequest> active = [.. page.Select(doctor => doctor.Active).OfType<ListRequest>()];
            return Task.FromResult((active, next));
        }
    }

    private static string Key(CampaignId campaign, PractitionerRef practitioner) => $"{campaign.Value}~{practitioner.Value}";
}
