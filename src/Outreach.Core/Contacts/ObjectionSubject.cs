using System.Globalization;
using Outreach.Core.Register;

namespace Outreach.Core.Contacts;

/// <summary>On whose behalf an agent objects, as the agent sends it.</summary>
/// <param name="BirthDate">`YYYY-MM-DD`.</param>
public sealed record ObjectionBody(string? System, string? Number, string? BirthDate)
{
    public override string ToString() => "objection on a person's behalf";
}

/// <summary>Reads whom an agent means. What is wrong is told from the body alone: no answer depends on whom the register knows.</summary>
public sealed class ObjectionSubject(RegisterPolicy policy, TimeProvider time)
{
    private static readonly DateOnly Earliest = new(1890, 1, 1);

    /// <summary>The person, or the first field that is wrong.</summary>
    /// <remarks>The birth date is judged and not kept, nor compared with the number, whose digits may differ from it (ADR 15).</remarks>
    public Result<PatientId> Parse(ObjectionBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        string system = body.System ?? "";
        string number = body.Number?.Trim().ToUpperInvariant() ?? "";
        return (system, number) switch
        {
            _ when !InsSystem.IsKnown(system) => ObjectionFailures.SystemUnknown,
            _ when InsSystem.IsForTests(system) && !policy.AcceptTestIdentities => ObjectionFailures.SystemUnknown,
            _ when !NirNumber.HasShape(number) => ObjectionFailures.NumberMalformed,
            _ when !NirNumber.HasValidKey(number) => ObjectionFailures.NumberKeyWrong,
            _ when !IsBirthDate(body.BirthDate) => ObjectionFailures.BirthDateInvalid,
            _ => new PatientId(system, number),
        };
    }

    private bool IsBirthDate(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
        && date >= Earliest && date <= FranceCalendar.DateOf(time.GetUtcNow());
}
