using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Lists;

namespace Outreach.Testing.Lists;

/// <summary>Requests and records with random ids, for tests that need one and do not care which.</summary>
public static class Sample
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    public static ListRequest Request(string campaign = "autumn-2026", string? practitioner = null) => new()
    {
        Id = ListRequestId.Create(),
        Campaign = CampaignId.Parse(campaign),
        Practitioner = new PractitionerRef(practitioner ?? Core.RandomId.Create()),
        List = ListId.Create(),
        NecessityCode = "inform-unvaccinated",
        SealedComment = "sealed",
        DeliveryKey = "{}",
        RequestedAt = Noon,
        NotAfter = Noon.AddDays(30),
    };

    public static ListRecord Record(ListRequest? request = null)
    {
        ListRequest of = request ?? Request();
        return new ListRecord
        {
            Id = of.List,
            Request = of.Id,
            Campaign = of.Campaign,
            Practitioner = of.Practitioner,
            NotAfter = of.NotAfter,
            State = ListState.Sealing,
            BlobName = $"{of.List.Value}/{Core.RandomId.Create()}",
            Sha256 = new string('a', 64),
            Length = 8192,
            Rows = 3,
            LeftOut = 2,
            LinkJwe = "link",
        };
    }
}
