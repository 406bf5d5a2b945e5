using Outreach.Core.Lists;

namespace Outreach.Core.Audit.Evidence;

/// <summary>How many doctors asked, and how often the one who asked most; who they are stays in the trail.</summary>
public sealed record DoctorCounts(long Doctors, long MostRequests);

/// <summary>Counts requests by the pseudonym that the trail has for their doctor. Memory grows with the doctors, of whom there are a known number, and with nothing else.</summary>
internal sealed class DoctorCounter
{
    private readonly Dictionary<string, int> _requests = new(StringComparer.Ordinal);

    public DoctorCounts Counts => new(_requests.Count, _requests.Values.DefaultIfEmpty(0).Max());

    public void Add(ListEvidence list)
    {
        if (list.Trail.Requester is { } requester)
        {
            bool givenBack = list.End is EndReason.PreparationFailed or EndReason.CiphertextLost;
            _requests[requester] = _requests.GetValueOrDefault(requester) + (givenBack ? 0 : 1);
        }
    }
}
