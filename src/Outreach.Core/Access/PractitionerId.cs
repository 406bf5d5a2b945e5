using System.Diagnostics.CodeAnalysis;

namespace Outreach.Core.Access;

/// <summary>National identifier of a health professional: "8" followed by the 11 digits of the RPPS (OID 1.2.250.1.71.4.2.1).</summary>
public readonly record struct PractitionerId
{
    private PractitionerId(string value) => Value = value;

    public string Value { get; }

    /// <summary>Reads a national identifier (12 digits starting with 8) or a bare RPPS (11 digits).</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PractitionerId id)
    {
        string? national = text is { Length: 11 } ? "8" + text : text;
        bool valid = national is { Length: 12 } && national[0] == '8' && national.All(char.IsAsciiDigit);
        id = valid ? new PractitionerId(national!) : default;
        return valid;
    }

    /// <summary>Never the identifier itself, so that a stray interpolation cannot put it in a log.</summary>
    public override string ToString() => "practitioner";
}
