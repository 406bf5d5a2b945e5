using System.Globalization;
using System.Security.Cryptography;
using Outreach.Core.Campaigns;
using Outreach.Core.Lists;
using Outreach.Core.Register;
using Outreach.Testing.Lists;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Outreach.Benchmarks;

/// <summary>Sealing a list of 330 rows, against the bare cryptography that it cannot do without.</summary>
public static class SealingBenchmark
{
    private const int Rows = 330;

    private static int Pairs => Size.Of(full: 300, tiny: 1);

    public static IEnumerable<Measurement> Run()
    {
        using var rsa = RSA.Create(3072);
        using var requester = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var key = new CampaignKey("benchmark", rsa.ExportParameters(includePrivateParameters: false), Enabled: true, ExpiresOn: null);
        ECPoint point = requester.ExportParameters(includePrivateParameters: false).Q;
        ListRequest request = Sample.Request() with
        {
            DeliveryKey = $$"""{"crv":"P-256","kty":"EC","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}""",
        };
        var sealer = new ListSealer(new PublicAddress(new Uri("https://outreach.example/")));
        IReadOnlyList<(RowRef, InsuredPerson)> people = People();
        int contentLength = ListContent.Render(people).Length;

        void Product() => sealer.Seal(request, key, new ComposedList(people, LeftOut: 0));
        void Baseline() => BareCryptography(key, requester.PublicKey, contentLength);

        long allocated = Paired.Allocated(Product);
        yield return new Measurement(
            $"seal a list of {Rows} rows",
            "its bare cryptography: HKDF, AES-256-CBC, HMAC-SHA-512, RSA-OAEP, ECDH, AES-GCM",
            Paired.Ratio(Product, Baseline, Pairs),
            string.Create(CultureInfo.InvariantCulture, $"{allocated / 1024.0:F0} KiB allocated per list, {(double)allocated / contentLength:F1} times its content of {contentLength / 1024} KiB"));
    }

    private static void BareCryptography(CampaignKey key, ECDiffieHellmanPublicKey requester, int contentLength)
    {
        byte[] shares = RandomNumberGenerator.GetBytes(64);
        byte[] derived = HKDF.DeriveKey(HashAlgorithmName.SHA512, shares, 64, salt: shares[..32], info: []);
        using var aes = Aes.Create();
        aes.Key = derived[32..];
        byte[] ciphertext = aes.EncryptCbc(new byte[contentLength], RandomNumberGenerator.GetBytes(16));
        HMACSHA512.HashData(derived[..32], ciphertext);
        SHA256.HashData(ciphertext);
        using var rsa = RSA.Create(key.PublicKey);
        rsa.Encrypt(shares[..32], RSAEncryptionPadding.OaepSHA256);
        using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        byte[] agreed = ephemeral.DeriveKeyFromHash(requester, HashAlgorithmName.SHA256);
        using var gcm = new AesGcm(agreed, 16);
        gcm.Encrypt(RandomNumberGenerator.GetBytes(12), new byte[120], new byte[120], new byte[16]);
    }

    private static IReadOnlyList<(RowRef, InsuredPerson)> People() => [.. Enumerable.Range(0, Rows).Select(i => (
        new RowRef((ulong)i * 0x9E37_79B9_7F4A_7C15),
        new InsuredPerson
        {
            Id = new PatientId("1.2.250.1.213.1.4.11", "279035121518989"),
            FamilyName = $"SYNTHETIQUE-{i}",
            GivenName = "Prénom",
            BirthDate = new DateOnly(1950 + (i % 50), 1 + (i % 12), 1 + (i % 28)),
            Phone = "+33199000000",
            PostalCode = "31000",
            City = "TOULOUSE",
            Department = "31",
        }))];
}
