namespace Outreach.Core.Access;

/// <summary>Luhn's sum over the 11 digits of an RPPS number.</summary>
/// <remarks>It holds for the official test identities but not for every published sample: a failure is worth a warning, no more.</remarks>
public static class RppsCheckDigit
{
    public static bool Holds(PractitionerId practitioner)
    {
        ReadOnlySpan<char> rpps = practitioner.Value.AsSpan(1);
        int sum = 0;
        for (int i = 0; i < rpps.Length; i++)
        {
            int digit = rpps[^(i + 1)] - '0';
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }

        return sum % 10 == 0;
    }
}
