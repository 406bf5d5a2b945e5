using System.Security.Cryptography;
using System.Text;
using Outreach.Core.Campaigns;
using Outreach.Core.Lists;
using Outreach.Core.Mail;

namespace Outreach.Core.Deletion.Notices;

/// <summary>Whom to write to about a list, as its doctor asked for it.</summary>
public sealed record Notify(MailAddress Address, MailLanguage Language)
{
    public override string ToString() => "notify";
}

/// <summary>Keeps the addresses of notices as ciphertext only, each bound to its list: wrapped here, unwrapped by the vault once per mail.</summary>
public sealed class NoticeAddresses(IMailEntryStore entries, NoticeKeys keys, NoticePolicy policy)
{
    /// <summary>For a run that was late.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromDays(2);

    /// <summary>Keeps an address; safe to run twice. Without a key nothing is kept, and the doctor is one who cannot be reached.</summary>
    public async Task KeepAsync(Campaign campaign, ListRequest request, Notify notify, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(notify);
        if (await keys.FindUsableAsync(campaign, cancellationToken) is { } key)
        {
            byte[] bound = [.. BindingOf(request.List), .. Encoding.ASCII.GetBytes(notify.Address.Value)];
            var entry = new MailEntry(request.Campaign, request.List, key.Wrap(bound), notify.Language, policy.LastDue(request.NotAfter) + Margin);
            CryptographicOperations.ZeroMemory(bound);
            await entries.PutAsync(entry, cancellationToken);
        }
    }

    /// <summary>Null when there is none, or none that can be read as this list's.</summary>
    public async Task<Notify?> FindAsync(Campaign campaign, ListId list, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        if (await entries.FindAsync(campaign.Id, list, cancellationToken) is not { } entry
            || await keys.UnwrapAsync(campaign, entry.Wrapped, cancellationToken) is not { } bound)
        {
            return null;
        }

        byte[] binding = BindingOf(list);
        bool isThisLists = bound.AsSpan().StartsWith(binding);
        string text = isThisLists ? Encoding.ASCII.GetString(bound.AsSpan(binding.Length)) : "";
        CryptographicOperations.ZeroMemory(bound);
        return MailAddress.TryParse(text, out MailAddress address) ? new Notify(address, entry.Language) : null;
    }

    public Task RemoveAsync(CampaignId campaign, ListId list, CancellationToken cancellationToken) =>
        entries.RemoveAsync(campaign, list, cancellationToken);

    /// <summary>Of two rows that somebody swapped in storage neither is read as the other's.</summary>
    private static byte[] BindingOf(ListId list) => Convert.FromHexString(list.Value);
}
