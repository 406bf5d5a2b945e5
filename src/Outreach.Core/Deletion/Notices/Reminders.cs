using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text;
using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.Lists;
using Outreach.Core.Mail;

namespace Outreach.Core.Deletion.Notices;

/// <summary>Sends one reminder, and says so in the audit trail.</summary>
public sealed class Reminders(NoticeAddresses addresses, IMailSender mail, IAuditTrail audit, PublicAddress application)
{
    /// <returns>False when it reached nobody: there is no address, or the mail is refused for good. The address goes then.</returns>
    public async Task<bool> SendAsync(Campaign campaign, AttestationDuty duty, NoticeDecision reminder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        ArgumentNullException.ThrowIfNull(duty);
        ArgumentNullException.ThrowIfNull(reminder);
        bool isBefore = reminder.Number == NoticePolicy.BeforeEnd;
        if (await addresses.FindAsync(campaign, duty.List, cancellationToken) is not { } notify)
        {
            return false;
        }

        var message = new MailMessage(
            IdOf(duty.List, reminder.Number), notify.Address, notify.Language,
            isBefore ? MailKind.DeletionDue : MailKind.AttestationDue, application.BaseUrl, reminder.Day);
        if (await mail.SendAsync(message, cancellationToken) == MailOutcome.Refused)
        {
            await addresses.RemoveAsync(campaign.Id, duty.List, cancellationToken);
            return false;
        }

        return true;
    }

    /// <returns>Why the trail does not take it; null when it did.</returns>
    public Task<ExceptionDispatchInfo?> NoteAsync(AttestationDuty duty, NoticeDecision reminder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(duty);
        ArgumentNullException.ThrowIfNull(reminder);
        var data = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["notice"] = reminder.Number == NoticePolicy.BeforeEnd ? "BeforeEnd" : "AfterEnd",
            ["number"] = reminder.Number.ToString(CultureInfo.InvariantCulture),
        };
        return NoticeEvents.WriteAsync(audit, duty.List, new AuditEvent("deletion.reminded", "system", data), cancellationToken);
    }

    private static string IdOf(ListId list, int number) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"notice\n{list.Value}\n{number}")).AsSpan(0, 16));
}
