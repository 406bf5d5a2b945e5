using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Outreach.Core.Contacts;

namespace Outreach.Adapters.Contacts;

/// <summary>A contact inside an envelope. The names are a stored format: short, and never changed. Instants are UTC ticks.</summary>
internal sealed record SealedContact(
    [property: JsonPropertyName("k")] SealedClaim[] Claims,
    [property: JsonPropertyName("o")] SealedObjection? Objection,
    [property: JsonPropertyName("c")] SealedClosure? Closure,
    [property: JsonPropertyName("u")] SealedUpdate? Update)
{
    /// <summary>Holds an objection, a closure and an update of eight doctors; an extract names four at most.</summary>
    private const int Room = 512;

    /// <summary>Room of one step: that many claims look alike.</summary>
    private const int ClaimsPerStep = 4;

    private const int RoomOfClaim = 176;

    /// <summary>JSON, padded with spaces: as long for a free person as for one who objected.</summary>
    public static byte[] Render(Contact contact)
    {
        var content = new SealedContact(
            [.. contact.Claims.Select(claim => new SealedClaim((int)claim.Act.Side, claim.Act.Holder, claim.Act.Id, claim.ClaimedAt.UtcTicks, claim.SolicitedAt?.UtcTicks))],
            contact.Objection is { } objection ? new SealedObjection(objection.Receipt, objection.At.UtcTicks, (int)objection.Origin) : null,
            contact.Closure is { } closure ? new SealedClosure(closure.Practitioner, closure.At.UtcTicks) : null,
            contact.Update is { } update ? new SealedUpdate(update.Generation, update.Eligible, [.. update.Practitioners]) : null);
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(content, SealedContactJson.Default.SealedContact);
        byte[] padded = new byte[Length(json.Length, contact.Claims.Length)];
        padded.AsSpan(json.Length).Fill((byte)' ');
        json.CopyTo(padded, 0);
        Array.Clear(json);
        return padded;
    }

    public static Contact Parse(byte[] content) =>
        JsonSerializer.Deserialize(content, SealedContactJson.Default.SealedContact)?.ToContact() ?? throw new FormatException("Not a contact.");

    private static int Length(int json, int claims)
    {
        const int Step = ClaimsPerStep * RoomOfClaim;
        int length = Room + (Math.Max(1, (claims + ClaimsPerStep - 1) / ClaimsPerStep) * Step);

        // Only an update of more doctors than anybody has comes here: better longer than lost.
        return json <= length ? length : length + ((json - length + Step - 1) / Step * Step);
    }

    private Contact ToContact() => new()
    {
        Claims =
        [
            .. Claims.Select(claim => new ContactClaim(
                new ContactAct((ContactSide)claim.Side, claim.Holder, claim.Act), Instant(claim.At), claim.SolicitedAt is { } at ? Instant(at) : null)),
        ],
        Objection = Objection is { } objection ? new Objection(objection.Receipt, Instant(objection.At), (ObjectionOrigin)objection.Origin) : null,
        Closure = Closure is { } closure ? new ContactClosure(closure.Practitioner, Instant(closure.At)) : null,
        Update = Update is { } update ? new RegisterUpdate(update.Generation, update.Eligible, ImmutableArray.Create(update.Practitioners)) : null,
    };

    private static DateTimeOffset Instant(long ticks) => new(ticks, TimeSpan.Zero);

    /// <summary>Never the content.</summary>
    public override string ToString() => "sealed contact";
}

internal sealed record SealedClaim(
    [property: JsonPropertyName("s")] int Side,
    [property: JsonPropertyName("h")] string Holder,
    [property: JsonPropertyName("i")] string Act,
    [property: JsonPropertyName("a")] long At,
    [property: JsonPropertyName("m")] long? SolicitedAt);

internal sealed record SealedObjection(
    [property: JsonPropertyName("r")] string Receipt, [property: JsonPropertyName("a")] long At, [property: JsonPropertyName("b")] int Origin);

internal sealed record SealedClosure([property: JsonPropertyName("p")] string Practitioner, [property: JsonPropertyName("a")] long At);

internal sealed record SealedUpdate(
    [property: JsonPropertyName("g")] int Generation, [property: JsonPropertyName("e")] bool Eligible, [property: JsonPropertyName("p")] string[] Practitioners);

/// <summary>Compiled JSON of the stored format: a thousand rows are sealed in one claim.</summary>
[JsonSerializable(typeof(SealedContact))]
internal sealed partial class SealedContactJson : JsonSerializerContext;
