using System.Collections.Immutable;
using Outreach.Core.Campaigns;
using Outreach.Core.Lists;

namespace Outreach.Core.Audit.Evidence;

/// <summary>A campaign's requests in numbers, from the tables of requests and of doctors.</summary>
public sealed record RequestTally
{
    public static RequestTally None { get; } = new();

    public long Requests { get; init; }

    /// <summary>Of these: older than the instant up to which requests and lists are compared.</summary>
    public long Settled { get; init; }

    /// <summary>Requests by stated necessity.</summary>
    public ImmutableSortedDictionary<string, long> ByNecessity { get; init; } = ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <summary>Requests whose necessity is none of the campaign's.</summary>
    public long WithoutNecessity { get; init; }

    /// <summary>Requests whose access would last beyond the law's month or the campaign.</summary>
    public long TooLong { get; init; }

    public long Doctors { get; init; }

    /// <summary>Most requests of one doctor, those given back left out.</summary>
    public long MostPerDoctor { get; init; }

    public RequestTally With(ListRequest request, Campaign campaign, DateTimeOffset settledBefore)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(campaign);
        return this with
        {
            Requests = Requests + 1,
            Settled = Settled + (request.RequestedAt < settledBefore ? 1 : 0),
            ByNecessity = ByNecessity.SetItem(request.NecessityCode, ByNecessity.GetValueOrDefault(request.NecessityCode) + 1),
            WithoutNecessity = WithoutNecessity + (campaign.Policy.AcceptedReasons.Contains(request.NecessityCode, StringComparer.Ordinal) ? 0 : 1),
            TooLong = TooLong + (request.NotAfter > AccessPeriod.End(campaign, request.RequestedAt) ? 1 : 0),
        };
    }

    public RequestTally With(DoctorRequests doctor)
    {
        ArgumentNullException.ThrowIfNull(doctor);
        return this with { Doctors = Doctors + 1, MostPerDoctor = Math.Max(MostPerDoctor, doctor.Count) };
    }
}

/// <summary>Counts a campaign's requests, page by page.</summary>
public sealed class RequestEvidenceReader(IListRequestStore requests)
{
    public async Task<RequestTally> ReadAsync(Campaign campaign, DateTimeOffset settledBefore, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        RequestTally tally = RequestTally.None;
        await foreach (ListRequest request in requests.ReadAsync(campaign.Id, cancellationToken))
        {
            tally = tally.With(request, campaign, settledBefore);
        }

        await foreach (DoctorRequests doctor in requests.ReadDoctorsAsync(campaign.Id, cancellationToken))
        {
            tally = tally.With(doctor);
        }

        return tally;
    }
}
