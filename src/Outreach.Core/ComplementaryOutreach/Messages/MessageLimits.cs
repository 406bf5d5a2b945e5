namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>How long a message may be, with everything filled in: the link as long as it is, names as long as the register lets them be.</summary>
public static class MessageLimits
{
    /// <summary>Characters of a subject (RFC 5322, 2.1.1: a line should have no more).</summary>
    public const int Subject = 78;

    /// <summary>
    /// Segments of a text message. A link has 180 to 260 characters, as campaign id and host are short or long: with four segments of 153 characters of the
    /// GSM alphabet at least 350 are left for words, and with characters outside of that alphabet (268 in all) next to none.
    /// </summary>
    public const int SmsSegments = 4;

    /// <summary>Characters of a mail, in one language.</summary>
    public const int Email = 3_000;

    /// <summary>Lines of a letter of <see cref="LetterLine"/> characters, in one language: one page each.</summary>
    public const int LetterLines = 50;

    public const int LetterLine = 85;

    /// <summary>Characters of a body as its author writes it.</summary>
    public const int WrittenBody = 4_000;

    /// <summary>Characters of a subject as its author writes it.</summary>
    public const int WrittenSubject = 200;

    /// <summary>Places in one text: what is rendered is bounded with it.</summary>
    public const int Places = 12;

    /// <summary>Characters of a name in a message; the register has no longer ones.</summary>
    public const int Name = 100;
}
