using System.Buffers;
using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Outreach.Adapters.Storage;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Lists;

namespace Outreach.Adapters.Tests.Deletion;

/// <summary>Everything that storage holds, byte for byte: every property of every row of every table, every blob with its snapshots, in every account.</summary>
/// <remarks>Read through the storage's interface: the emulator keeps deleted bytes in its files for some minutes, which no interface shows.</remarks>
internal sealed class Remains
{
    /// <summary>Shorter texts turn up in ciphertext by chance, in base64 above all.</summary>
    private const int LongEnough = 8;

    private readonly List<(string Place, byte[] Bytes)> _values = [];
    private readonly List<(string Place, byte[] Bytes)> _blobs = [];

    public static async Task<Remains> ReadAsync(OutreachStorage storage)
    {
        var remains = new Remains();
        await foreach (Azure.Data.Tables.Models.TableItem table in storage.Data.QueryAsync())
        {
            await foreach (TableEntity row in storage.Data.GetTableClient(table.Name).QueryAsync<TableEntity>())
            {
                remains._values.AddRange(row.SelectMany(property => BytesOf(property.Value).Select(bytes => ($"{table.Name}: {property.Key}", bytes))));
            }
        }

        foreach (BlobServiceClient account in new[] { storage.Lists, storage.Audit }.DistinctBy(account => account.Uri))
        {
            await remains.ReadAsync(account);
        }

        return remains;
    }

    /// <summary>Blobs that look like a sealed list.</summary>
    public int Ciphertexts => _blobs.Count(blob => blob.Place.StartsWith("lists/", StringComparison.Ordinal));

    /// <summary>Where anything of a list is: its people in clear, either share of its key, or the wrapped share, in any usual spelling. Never what.</summary>
    public IReadOnlyList<string> Find(KnownList list)
    {
        string[] people =
        [
            .. list.Rows.SelectMany(row => new[] { row.FamilyName, row.Phone, $"{row.FamilyName}\",\"{row.GivenName}" })
                .Where(text => text.Length >= LongEnough).Distinct(StringComparer.Ordinal),
        ];
        IEnumerable<byte[]> needles = people.SelectMany(SpellingsOf)
            .Concat(new[] { list.ServerShare, list.LinkShare, list.WrappedShare }.SelectMany(SpellingsOf));

        // A character for each byte: so all of them are looked for at once.
        SearchValues<string> any = SearchValues.Create([.. needles.Select(Encoding.Latin1.GetString)], StringComparison.Ordinal);
        return [.. _values.Concat(_blobs).Where(place => Encoding.Latin1.GetString(place.Bytes).AsSpan().ContainsAny(any)).Select(place => place.Place)];
    }

    /// <summary>How many of the ciphertexts open, for somebody who has all links, all of storage, and whatever the campaign keys still unwrap.</summary>
    public async Task<int> CountReadableAsync(IReadOnlyList<KnownList> lists, ICampaignKeys keys, IEnumerable<string> keyIds)
    {
        List<byte[]> shares = [.. _values.Select(value => value.Bytes).Where(bytes => bytes.Length == SealedList.ShareLength)];
        foreach (string keyId in keyIds)
        {
            foreach ((_, byte[] bytes) in _values.Where(value => value.Bytes.Length == 384))
            {
                if (await keys.UnwrapAsync(keyId, bytes, default) is { } unwrapped)
                {
                    shares.Add(unwrapped);
                }
            }
        }

        return _blobs.Count(blob => lists.Any(list => shares.Any(share => share.Length == SealedList.ShareLength && Open(list, blob.Bytes, share) is not null)));
    }

    public static IReadOnlyList<ListRow>? Open(KnownList list, byte[] ciphertext, byte[] serverShare)
    {
        Opening opening = list.Opening;
        var context = new SealedListContext(
            CampaignId.Parse(opening.Campaign), new ListId(opening.ListId), new PractitionerRef(opening.Practitioner), opening.Rows, list.Request.NotAfter);
        return SealedList.Open(context, ciphertext, SealedList.DeriveKey(serverShare, list.LinkShare, context.List)) is { Succeeded: true, Value: { } content }
            ? ListContent.Read(content)
            : null;
    }

    private async Task ReadAsync(BlobServiceClient account)
    {
        await foreach (BlobContainerItem container in account.GetBlobContainersAsync())
        {
            BlobContainerClient client = account.GetBlobContainerClient(container.Name);
            await foreach (BlobItem blob in client.GetBlobsAsync(BlobTraits.Metadata, BlobStates.Snapshots | BlobStates.Uncommitted, prefix: null, default))
            {
                BlobClient at = client.GetBlobClient(blob.Name);
                BlobDownloadResult content = await (blob.Snapshot is null ? at : at.WithSnapshot(blob.Snapshot)).DownloadContentAsync();
                _blobs.Add(($"{container.Name}/{blob.Name}", content.Content.ToArray()));
                _values.AddRange(blob.Metadata.Select(pair => ($"{container.Name}: metadata", Encoding.UTF8.GetBytes($"{pair.Key}={pair.Value}"))));
            }
        }
    }

    private static IEnumerable<byte[]> BytesOf(object? value) => value switch
    {
        byte[] bytes => [bytes],
        BinaryData data => [data.ToArray()],
        string text => [Encoding.UTF8.GetBytes(text)],
        null => [],
        _ => [Encoding.UTF8.GetBytes(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!)],
    };

    /// <summary>UTF-8 and UTF-16, each as it is and in base64.</summary>
    private static IEnumerable<byte[]> SpellingsOf(string text) => SpellingsOf(Encoding.UTF8.GetBytes(text)).Concat(SpellingsOf(Encoding.Unicode.GetBytes(text)));

    /// <summary>As it is, in hexadecimal, and in base64 and base64url wherever in a longer text it may begin.</summary>
    private static IEnumerable<byte[]> SpellingsOf(byte[] bytes)
    {
        yield return bytes;
        yield return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes));
        yield return Encoding.ASCII.GetBytes(Convert.ToHexString(bytes));
        for (int offset = 0; offset < 3; offset++)
        {
            // Characters that hang on what stands before or after are cut off.
            string text = Convert.ToBase64String([.. new byte[offset], .. bytes]);
            int first = offset == 0 ? 0 : 4;
            string own = text[first..((offset + bytes.Length) / 3 * 4)];
            yield return Encoding.ASCII.GetBytes(own);
            yield return Encoding.ASCII.GetBytes(own.Replace('+', '-').Replace('/', '_'));
        }
    }
}
