using Outreach.Core.Access;
using Outreach.Core.Campaigns;

namespace Outreach.Core.Lists;

/// <summary>A doctor's request for the list of own unvaccinated patients (C1), as stored: pseudonymous.</summary>
public sealed record ListRequest
{
    public required ListRequestId Id { get; init; }

    public required CampaignId Campaign { get; init; }

    public required PractitionerRef Practitioner { get; init; }

    /// <summary>The list this request makes; a new request never reuses it.</summary>
    public required ListId List { get; init; }

    /// <summary>The stated necessity, one of the campaign's accepted reasons.</summary>
    public required string NecessityCode { get; init; }

    /// <summary>The doctor's comment as a JWE under the campaign's necessity key; empty when there is none, or once the list is destroyed.</summary>
    public string SealedComment { get; init; } = "";

    /// <summary>The requester's public key (JWK); empty once the list is destroyed.</summary>
    public required string DeliveryKey { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>min(request + 1 month, request + the campaign's lifetime, campaign end): access ends here (C4).</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>A request as its list's record alone tells of it, where the request itself is gone: there is nothing of it to close.</summary>
    public static ListRequest Of(ListRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new ListRequest
        {
            Id = record.Request,
            Campaign = record.Campaign,
            Practitioner = record.Practitioner,
            List = record.Id,
            NecessityCode = "",
            DeliveryKey = "",
            RequestedAt = default,
            NotAfter = record.NotAfter,
        };
    }
}

/// <summary>What one doctor has asked for in one campaign: the row that makes requests idempotent and bounded.</summary>
/// <param name="Active">The request whose list is not over yet.</param>
/// <param name="KeyThumbprint">RFC 7638 thumbprint of the active request's delivery key.</param>
/// <param name="Count">Requests made so far; a request whose preparation failed is given back.</param>
public sealed record DoctorRequests(
    CampaignId Campaign, PractitionerRef Practitioner, ListRequest? Active, string KeyThumbprint, int Count);
