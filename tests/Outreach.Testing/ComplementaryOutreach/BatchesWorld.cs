using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Jose;
using Microsoft.Extensions.Time.Testing;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Batches;
using Outreach.Core.ComplementaryOutreach.Pace;
using Outreach.Core.Deletion;
using Outreach.Core.Lists;
using Outreach.Testing.Audit;
using Outreach.Testing.Campaigns;
using Outreach.Testing.Lists;
using Outreach.Testing.Register;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>A dispatcher with a key pair, a shelf of batches, and a campaign whose messages are put on it. The private half is here alone.</summary>
public sealed class BatchesWorld : IDisposable
{
    private readonly ECDiffieHellman _private = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    public BatchesWorld(ISealedBlobStore? blobs = null, IBatchStore? records = null)
    {
        Time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 11, 0, 0, TimeSpan.Zero));
        Blobs = new InMemorySealedBlobStore(Time);
        Records = records ?? new InMemoryBatchStore();
        Audit = new InMemoryAuditTrail(Time);
        Journal = new BatchJournal(Audit);
        Shelf = new BatchShelf(blobs ?? Blobs, Records, Journal, Policy, Time);
        Key = DispatcherKey.Read(PublicKey, out _)!;
        Campaigns.AddAsync(Campaign, default).GetAwaiter().GetResult();
    }

    public Campaign Campaign { get; } = SampleCampaign.Create(SamplePeople.NewCampaign().Value);

    public InMemoryCampaignStore Campaigns { get; } = new();

    public FakeTimeProvider Time { get; }

    public InMemorySealedBlobStore Blobs { get; }

    public IBatchStore Records { get; }

    public InMemoryAuditTrail Audit { get; }

    public BatchJournal Journal { get; }

    public BatchPolicy Policy { get; } = new();

    public BatchShelf Shelf { get; }

    public DispatcherKey Key { get; }

    public QuietTimes Quiet { get; } = new(new PaceRules());

    public string PublicKey
    {
        get
        {
            ECPoint point = _private.ExportParameters(includePrivateParameters: false).Q;
            return JsonSerializer.Serialize(new { kty = "EC", crv = "P-256", x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y) });
        }
    }

    public string PrivateKey
    {
        get
        {
            ECParameters all = _private.ExportParameters(includePrivateParameters: true);
            return JsonSerializer.Serialize(new
            {
                kty = "EC",
                crv = "P-256",
                x = Base64Url.EncodeToString(all.Q.X),
                y = Base64Url.EncodeToString(all.Q.Y),
                d = Base64Url.EncodeToString(all.D),
            });
        }
    }

    public static Caller Agent { get; } = new("agent", CallerKind.Insurer, Practitioner: null, new HashSet<string>(StringComparer.Ordinal) { Roles.ReportDeliveries });

    public DispatcherChannel Channel(OutreachChannel kind = OutreachChannel.Sms) => new(kind, Key, Shelf, Quiet, Time);

    public ListBatchesHandler List() => new(Campaigns, Shelf, Journal, Quiet, SamplePeople.Pseudonyms);

    public AcknowledgeBatchHandler Acknowledge() => new(Shelf, SamplePeople.Pseudonyms);

    public BatchesDuty Duty() => new(Campaigns, Records, Shelf, Policy, new DeletionPolicy());

    public string Open(byte[] ciphertext) =>
        Encoding.UTF8.GetString(JWT.DecodeBytes(Encoding.ASCII.GetString(ciphertext), _private, JweAlgorithm.ECDH_ES, JweEncryption.A256GCM));

    public void Dispose() => _private.Dispose();
}
