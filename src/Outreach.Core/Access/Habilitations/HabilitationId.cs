using System.Diagnostics.CodeAnalysis;

namespace Outreach.Core.Access.Habilitations;

/// <summary>A habilitation's id: 16 digits of its agent's pseudonym and 16 random ones, so that the id alone finds the row. Not a secret: only granters can ask for one.</summary>
public readonly record struct HabilitationId
{
    private const int Half = 16;

    private HabilitationId(string value) => Value = value;

    public string Value { get; }

    /// <summary>The half that every habilitation of one agent has in common.</summary>
    public string OfAgent => Value[..Half];

    /// <param name="agent">From <see cref="Pseudonyms.Actor"/>.</param>
    public static HabilitationId Create(string agent) => new(HalfOf(agent) + RandomId.Create()[..Half]);

    /// <summary>What the ids of an agent's habilitations begin with.</summary>
    public static string HalfOf(string agent)
    {
        ArgumentNullException.ThrowIfNull(agent);
        int digits = agent.IndexOf(':', StringComparison.Ordinal) + 1;
        return agent[digits..(digits + Half)];
    }

    public static bool TryParse([NotNullWhen(true)] string? text, out HabilitationId id)
    {
        bool valid = RandomId.IsWellFormed(text);
        id = valid ? new HabilitationId(text!) : default;
        return valid;
    }

    /// <summary>Reads an id that this system stored itself.</summary>
    public static HabilitationId Parse(string text) => TryParse(text, out HabilitationId id) ? id : throw new FormatException("Not a habilitation's id.");

    public override string ToString() => Value;
}
