using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>Words that press, tell of a person's health, or deny a right; see `pressing-words.json`. Both languages are looked for in every text.</summary>
/// <param name="Code">Stable; a finding's is `wording.` and this.</param>
/// <param name="Words">Phrases, see <see cref="WordPhrase"/>.</param>
/// <param name="English">Why, after the quoted words.</param>
/// <param name="French">The same in French.</param>
internal sealed record PressingWords(string Code, IReadOnlyList<string> Words, string English, string French)
{
    /// <summary>Phrases that take the sting out: what stands within one of them is no finding.</summary>
    public IReadOnlyList<string> Unless { get; init; } = [];
}

/// <summary>What every text has to say; see `duties.json`.</summary>
/// <param name="Code">Stable; a finding's is `duty.` and this.</param>
/// <param name="Channels">Where it has to be said. A text message says the rest on the page behind its link.</param>
/// <param name="Fr">Phrases of which a French text has one at least.</param>
/// <param name="En">The same for an English text.</param>
/// <param name="English">What is missing and what to do.</param>
/// <param name="French">The same in French.</param>
internal sealed record MessageDuty(
    string Code, IReadOnlyList<OutreachChannel> Channels, IReadOnlyList<string> Fr, IReadOnlyList<string> En, string English, string French);

/// <summary>The lists that are kept as data, beside this file, so that somebody who keeps them needs no code.</summary>
internal static class MessageLists
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter() },
    };

    public static IReadOnlyList<PressingWords> Pressing { get; } = Read<PressingWords[]>("pressing-words.json");

    public static IReadOnlyList<MessageDuty> Duties { get; } = Read<MessageDuty[]>("duties.json");

    /// <summary>Words that are written in capitals.</summary>
    public static IReadOnlySet<string> Abbreviations { get; } = Read<string[]>("abbreviations.json").ToHashSet(StringComparer.Ordinal);

    public static T Read<T>(string name)
    {
        using Stream file = typeof(MessageLists).Assembly.GetManifestResourceStream($"messages/{name}")
            ?? throw new InvalidOperationException($"The product was built without {name}.");
        return JsonSerializer.Deserialize<T>(file, Strict) ?? throw new InvalidOperationException($"{name} is empty.");
    }
}
