namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>How a text travels as a short message: in the GSM alphabet, or, if one character is not of it, in UCS-2 (3GPP TS 23.038, 23.040).</summary>
/// <param name="Encoding">`GSM-7` or `UCS-2`.</param>
/// <param name="Units">Septets, or characters of 16 bits.</param>
/// <param name="Segments">Messages that it is sent, and paid, as.</param>
public sealed record SmsLength(string Encoding, int Units, int Segments)
{
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /// <summary>These take an escape before them.</summary>
    private const string Extended = "\f^{}\\[~]|€";

    public static SmsLength Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return FirstOutsideOfGsm(text) < 0
            ? Measure("GSM-7", [.. text.Select(c => Extended.Contains(c, StringComparison.Ordinal) ? 2 : 1)], single: 160, each: 153)
            : Measure("UCS-2", [.. text.EnumerateRunes().Select(rune => rune.Utf16SequenceLength)], single: 70, each: 67);
    }

    /// <summary>Where the first character stands that the GSM alphabet lacks; -1 when it has them all.</summary>
    public static int FirstOutsideOfGsm(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (int i = 0; i < text.Length; i++)
        {
            if (!Basic.Contains(text[i], StringComparison.Ordinal) && !Extended.Contains(text[i], StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>What belongs together, an escape and its character or two halves of one, is not cut by the end of a segment.</summary>
    private static SmsLength Measure(string encoding, int[] widths, int single, int each)
    {
        int units = widths.Sum();
        if (units <= single)
        {
            return new SmsLength(encoding, units, Segments: 1);
        }

        int segments = 1;
        int used = 0;
        foreach (int width in widths)
        {
            if (used + width > each)
            {
                segments++;
                used = 0;
            }

            used += width;
        }

        return new SmsLength(encoding, units, segments);
    }
}
