using System.Buffers.Text;
using System.Security.Cryptography;
using Outreach.Core.Campaigns;
using Outreach.Core.Register;

namespace Outreach.Core.Lists;

/// <summary>Everything that sealing a list makes. The link share exists in no other form than <see cref="LinkJwe"/>.</summary>
public sealed record SealedParts(byte[] Ciphertext, string Sha256, ListSecrets Secrets, string LinkJwe, int Rows, int LeftOut);

/// <summary>Seals rows under a key that nobody holds whole: one share goes to storage under the campaign key, one to the requester.</summary>
/// <remarks>New random shares at every call: a key is never used twice (threat 42).</remarks>
public sealed class ListSealer(PublicAddress address)
{
    public SealedParts Seal(ListRequest request, CampaignKey campaignKey, ComposedList composed)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(campaignKey);
        ArgumentNullException.ThrowIfNull(composed);
        IReadOnlyList<(RowRef Ref, InsuredPerson Person)> rows = composed.Rows;
        byte[] serverShare = RandomNumberGenerator.GetBytes(SealedList.ShareLength);
        byte[] linkShare = RandomNumberGenerator.GetBytes(SealedList.ShareLength);
        byte[] key = SealedList.DeriveKey(serverShare, linkShare, request.List);
        byte[] content = ListContent.Render(rows);
        try
        {
            var context = new SealedListContext(request.Campaign, request.List, request.Practitioner, rows.Count, request.NotAfter);
            byte[] ciphertext = SealedList.Seal(context, content, key);
            Uri link = address.SecureLink(request.List, Base64Url.EncodeToString(linkShare));
            return new SealedParts(
                ciphertext,
                Convert.ToHexStringLower(SHA256.HashData(ciphertext)),
                new ListSecrets(campaignKey.Wrap(serverShare), [.. rows.Select(row => row.Ref)]),
                DeliveryKey.FromStored(request.DeliveryKey).Encrypt(link),
                rows.Count,
                composed.LeftOut);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(serverShare);
            CryptographicOperations.ZeroMemory(linkShare);
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(content);
        }
    }
}
