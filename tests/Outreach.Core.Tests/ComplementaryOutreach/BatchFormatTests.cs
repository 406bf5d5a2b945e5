using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsvHelper;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Batches;
using Outreach.Testing.Campaigns;
using Outreach.Testing.ComplementaryOutreach;
using Xunit;
using Base64Url = System.Buffers.Text.Base64Url;

namespace Outreach.Core.Tests.ComplementaryOutreach;

public sealed class BatchFormatTests : IDisposable
{
    private static readonly WavePart Part = SampleMessages.Part();

    private readonly BatchesWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Render_Sms_QuotesWhatItMustAndChangesNoText()
    {
        OutgoingMessage message = SampleMessages.Of(Part, 1)[0] with { Id = new MessageId(new string('a', 32)) };
        OutgoingMessage formula = message with { Id = new MessageId(new string('b', 32)), Content = new RenderedMessage("", "=1+1"), Person = message.Person with { Department = "974" } };

        byte[] csv = await BatchContent.RenderAsync(OutreachChannel.Sms, [message, formula], default);

        string text = Encoding.UTF8.GetString(csv);
        Assert.StartsWith("message_id,phone,time_zone,text\r\n", text, StringComparison.Ordinal);
        Assert.EndsWith($"\r\n{new string('b', 32)},+33199000123,Indian/Reunion,=1+1\r\n", text, StringComparison.Ordinal);
        List<string[]> rows = await ReadAsync(csv);
        Assert.Equal([message.Id.Value, "+33199000123", "Europe/Paris", message.Content.Text], rows[1]);
        Assert.Equal(3, rows.Count);
        Assert.NotEqual(0xEF, csv[0]);
    }

    [Fact]
    public async Task Render_Letter_HasTheLinesOfAnEnvelope()
    {
        OutgoingMessage message = SampleMessages.Of(Part, 1)[0];

        List<string[]> rows = await ReadAsync(await BatchContent.RenderAsync(OutreachChannel.Letter, [message], default));

        Assert.Equal(["message_id", "given_name", "family_name", "street", "postal_code", "city", "text"], rows[0]);
        Assert.Equal(
            [message.Id.Value, message.Person.GivenName, message.Person.FamilyName, "7, rue de l'Exemple", "75001", "Paris", message.Content.Text], rows[1]);
    }

    [Fact]
    public void Seal_ABatch_BindsItToItsPartAndTellsNothing()
    {
        byte[] csv = Encoding.UTF8.GetBytes("message_id,phone,time_zone,text\r\n");

        var one = SealedBatch.Seal(SampleCampaign.Create().Id, Part, Part.Name, 7, csv, _world.Key);
        var other = SealedBatch.Seal(SampleCampaign.Create().Id, Part, Part.Name, 7, csv, _world.Key);

        string jwe = Encoding.ASCII.GetString(one.Ciphertext);
        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(jwe.Split('.')[0]));
        Dictionary<string, string> members = header.RootElement.EnumerateObject().Where(member => member.Name != "epk").ToDictionary(member => member.Name, member => member.Value.ToString());
        Assert.Equal(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["alg"] = "ECDH-ES",
                ["enc"] = "A256GCM",
                ["typ"] = "outreach-batch+jwe",
                ["v"] = "1",
                ["kid"] = _world.Key.Id,
                ["campaign"] = "autumn-2026",
                ["wave"] = Part.Wave.Value,
                ["part"] = "dept-75-000003-sms-0000",
                ["channel"] = "Sms",
                ["count"] = "7",
            },
            members);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(one.Ciphertext)), one.Sha256);
        Assert.NotEqual(one.Sha256, other.Sha256);
        Assert.Equal("message_id,phone,time_zone,text\r\n", _world.Open(one.Ciphertext));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [Trait("threat", "1")]
    public void Open_APartChanged_IsRefused(int part)
    {
        string[] parts = Encoding.ASCII.GetString(SealedBatch.Seal(SampleCampaign.Create().Id, Part, Part.Name, 1, [1, 2, 3], _world.Key).Ciphertext).Split('.');
        byte[] bytes = Base64Url.DecodeFromChars(parts[part]);
        bytes[^2] ^= 1;
        parts[part] = Base64Url.EncodeToString(bytes);

        Assert.ThrowsAny<Exception>(() => _world.Open(Encoding.ASCII.GetBytes(string.Join('.', parts))));
    }

    [Fact]
    public void Read_APrivateKey_IsRefusedWithoutQuotingIt()
    {
        Assert.Null(DispatcherKey.Read(_world.PrivateKey, out string fault));
        Assert.Contains("private", fault, StringComparison.Ordinal);
        Assert.DoesNotContain(JsonDocument.Parse(_world.PrivateKey).RootElement.GetProperty("d").GetString()!, fault, StringComparison.Ordinal);
        Assert.Equal(_world.Key.Id, DispatcherKey.Read(_world.PublicKey, out _)!.Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no key")]
    [InlineData("[]")]
    [InlineData("""{"kty":"RSA","n":"AQAB","e":"AQAB"}""")]
    public void Read_SomethingElse_IsRefused(string text)
    {
        Assert.Null(DispatcherKey.Read(text, out string fault));
        Assert.NotEmpty(fault);
    }

    private static async Task<List<string[]>> ReadAsync(byte[] csv)
    {
        List<string[]> rows = [];
        using var file = new MemoryStream(csv);
        await using var reader = CsvReader.Create(file, new CsvReaderOptions { HasHeader = false });
        while (await reader.ReadAsync())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        }

        return rows;
    }
}
