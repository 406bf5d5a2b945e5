using System.Text.RegularExpressions;

namespace Outreach.Core.Register;

/// <summary>Shape and key of a social-security number: 13 characters, then a two-digit key = 97 − (N mod 97).</summary>
/// <remarks>
/// Months are not judged: 20 to 30, 50 and above stand for incomplete civil records. Nor are departments: three digits overseas, 99 abroad.
/// Nothing about a person is ever derived from the number.
/// </remarks>
public static partial class NirNumber
{
    public const int Length = 15;

    /// <summary>15 characters, upper case; the only letters are those of 2A and 2B.</summary>
    public static bool HasShape(string number) => Shape().IsMatch(number);

    /// <summary>Whether a number of the right shape ends in its key.</summary>
    public static bool HasValidKey(string number) => number.AsSpan(13).SequenceEqual(KeyOf(number.AsSpan(0, 13)));

    /// <summary>The two digits, 01 to 97, that follow 13 characters. For the sum, 2A counts as 19 and 2B as 18.</summary>
    public static string KeyOf(ReadOnlySpan<char> body)
    {
        long number = 0;
        for (int i = 0; i < body.Length; i++)
        {
            int digit = body[i] switch
            {
                'A' => 9,
                'B' => 8,
                _ when i == 5 && body[6] is 'A' or 'B' => 1,
                char c => c - '0',
            };
            number = (number * 10) + digit;
        }

        return (97 - (number % 97)).ToString("00", System.Globalization.CultureInfo.InvariantCulture);
    }

    // Corsica's letter can stand in one place only: second character of the department of birth.
    [GeneratedRegex("^[1-8][0-9]{4}(?:[0-9]{2}|2[AB])[0-9]{8}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
