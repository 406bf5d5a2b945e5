using System.Text.Json;
using Jose;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion.Notices;
using Outreach.Core.Mail;
using Outreach.Core.Register;

namespace Outreach.Core.Lists;

/// <summary>What a doctor sends: why the list is necessary, the key its link is to be encrypted to, and, if wanted, where reminders of its end are to go.</summary>
public sealed record ListRequestBody(NecessityBody? Necessity, JsonElement DeliveryKey, NotifyBody? Notify = null)
{
    public override string ToString() => "list request";
}

/// <summary>Where reminders are to go, and in which language, `fr` (the default) or `en`.</summary>
public sealed record NotifyBody(string? Email, string? Language = null)
{
    public override string ToString() => "notify";

    /// <summary>Null for no body: the doctor is not written to.</summary>
    public static Result<Notify?> Parse(NotifyBody? body) => body switch
    {
        null => (Notify?)null,
        { Language: not (null or "fr" or "en") } => Failures.NotifyLanguageUnknown,
        _ when MailAddress.TryParse(body.Email, out MailAddress address) =>
            new Notify(address, body.Language == "en" ? MailLanguage.English : MailLanguage.French),
        _ => Failures.NotifyEmailInvalid,
    };
}

/// <summary>The stated necessity.</summary>
public sealed record NecessityBody(string? Code, string? Comment);

/// <summary>Accepts a request (C1): one list per doctor and campaign at a time, a bounded number in all.</summary>
/// <remarks>Safe to run twice: the same doctor with the same key gets the same request, whatever was interrupted before.</remarks>
public sealed class RequestListHandler(
    ICampaignStore campaigns, IRegister register, ListRequestJournal journal, NecessityComments comments, TimeProvider time)
{
    public async Task<Result<ListRequest>> RunAsync(
        string campaignText, Caller caller, ListRequestBody body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(body);
        if (!CampaignId.TryParse(campaignText, out CampaignId campaignId)
            || await campaigns.FindAsync(campaignId, cancellationToken) is not { Value: { } campaign })
        {
            return Failures.CampaignNotFound;
        }

        DateTimeOffset now = time.GetUtcNow();
        if (!campaign.IsOpenAt(now))
        {
            return Failures.CampaignNotOpen;
        }

        if (NecessityPolicy.Check(campaign.Policy, body.Necessity) is { } unstated)
        {
            return unstated;
        }

        Result<DeliveryKey> key = DeliveryKey.Parse(body.DeliveryKey);
        if (!key.Succeeded)
        {
            return key.Failure;
        }

        Result<Notify?> notify = NotifyBody.Parse(body.Notify);
        if (notify.Failure is { } unreadable)
        {
            return unreadable;
        }

        if (!await register.IsLoadedAsync(campaignId, cancellationToken))
        {
            return Failures.RegisterNotLoaded;
        }

        string sealedComment = await comments.SealAsync(campaign, body.Necessity!.Comment, cancellationToken);
        return await journal.RecordAsync(campaign, caller, key.Value, body.Necessity.Code!, sealedComment, notify.Value, now, cancellationToken);
    }
}

/// <summary>Which necessities count (C1).</summary>
public static class NecessityPolicy
{
    public const int LongestComment = 500;

    /// <summary>Null when the necessity is stated and accepted.</summary>
    public static Failure? Check(CampaignPolicy policy, NecessityBody? necessity)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return necessity switch
        {
            null or { Code: null or "" } => Failures.NecessityMissing,
            { Code: { } code } when !policy.AcceptedReasons.Contains(code, StringComparer.Ordinal) => Failures.NecessityNotAccepted(policy.AcceptedReasons),
            { Comment.Length: > LongestComment } => Failures.CommentTooLong,
            _ => null,
        };
    }
}

/// <summary>A doctor's comment may speak of people: it is kept only as a JWE under the campaign's secret, and not at all once the list is destroyed.</summary>
public sealed class NecessityComments(CampaignSecrets secrets)
{
    /// <summary>Empty for an empty comment.</summary>
    public async Task<string> SealAsync(Campaign campaign, string? comment, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(comment))
        {
            return "";
        }

        CampaignSecret secret = await secrets.FindAsync(campaign, cancellationToken)
            ?? throw new TransientDependencyException("The campaign key does not answer.");
        return JWT.Encode(comment, secret.NecessityKey, JweAlgorithm.DIR, JweEncryption.A256GCM);
    }
}
