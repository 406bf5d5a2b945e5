using Outreach.Core.Audit;
using Outreach.Core.Contacts;
using Outreach.Core.Register;
using Outreach.Core.Register.Synthetic;

namespace Outreach.LocalHost.Demonstration;

/// <summary>What the story needs from outside HTTP: an extract imported, and an operator's look into storage.</summary>
public interface IStoryStage
{
    /// <summary>Writes an extract of synthetic people to a file and imports it; whom each doctor's list must have.</summary>
    Task<ExpectedLists> ImportExtractAsync(string campaign, CancellationToken cancellationToken);

    /// <summary>Signs a synthetic person in at the development provider; the access token.</summary>
    Task<string> SignInAsync(string person, CancellationToken cancellationToken);

    /// <summary>Signs a checkpoint of the audit trail, and verifies the whole trail against it.</summary>
    Task<AuditVerification> VerifyTrailAsync(CancellationToken cancellationToken);

    /// <summary>The link that a message to a person would hold.</summary>
    Task<Uri> ReadContactLinkAsync(string campaign, PatientId person, CancellationToken cancellationToken);

    /// <summary>Whether the audit trail holds the event that a receipt names, with the receipt's hash.</summary>
    Task<bool> IsInTrailAsync(ObjectionReceipt receipt, CancellationToken cancellationToken);

    /// <summary>Whether storage still holds a server share or ciphertext of the list.</summary>
    Task<(bool Share, bool Blob)> LookIntoStorageAsync(string listId, CancellationToken cancellationToken);

    /// <summary>Has the host send what is due; the newest mail to an address, null when none comes.</summary>
    Task<string?> ReadMailAsync(string address, CancellationToken cancellationToken);
}

/// <summary>Whom the first two doctors may inform; people of both are for whoever asks first.</summary>
public sealed record ExpectedLists(int Loaded, int Refused, IReadOnlyList<SyntheticPerson> First, IReadOnlyList<SyntheticPerson> Second);
