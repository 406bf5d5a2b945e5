namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>Whether a text, filled in with the longest there is, fits where it goes; see <see cref="MessageLimits"/>.</summary>
internal static class LengthCheck
{
    public static void OfSubject(string filled, MessageInspection inspection)
    {
        if (inspection.Channel != OutreachChannel.Email)
        {
            if (filled.Length > 0)
            {
                inspection.Add("length.subject-unused", 0,
                    "Only a mail has a subject. Leave it empty; a letter has its subject in the text.", "Seul un courriel a un objet. Laissez-le vide ; une lettre a le sien dans le texte.");
            }
        }
        else if (filled.Length is 0 or > MessageLimits.Subject)
        {
            inspection.Add("length.subject", 0,
                $"The subject has {filled.Length} characters with the campaign's title. It has 1 to {MessageLimits.Subject}.",
                $"L'objet compte {filled.Length} caractères, titre de la campagne compris. Il en compte 1 à {MessageLimits.Subject}.");
        }
    }

    public static void OfBody(string filled, MessageInspection inspection)
    {
        switch (inspection.Channel)
        {
            case OutreachChannel.Email when filled.Length > MessageLimits.Email:
                inspection.Add("length.email", 0,
                    $"The mail has {filled.Length} characters. It has {MessageLimits.Email} at most in each language.",
                    $"Le courriel compte {filled.Length} caractères. Il en compte {MessageLimits.Email} au plus par langue.");
                break;
            case OutreachChannel.Letter when Lines(filled) is > MessageLimits.LetterLines and int lines:
                inspection.Add("length.letter", 0,
                    $"The letter has {lines} lines of {MessageLimits.LetterLine} characters. It has {MessageLimits.LetterLines} at most in each language: one page.",
                    $"La lettre compte {lines} lignes de {MessageLimits.LetterLine} caractères. Elle en compte {MessageLimits.LetterLines} au plus par langue : une page.");
                break;
            case OutreachChannel.Sms when SmsLength.Of(filled) is { Segments: > MessageLimits.SmsSegments } sms:
                TooManySegments(sms, inspection);
                break;
        }
    }

    /// <summary>As a printer breaks them at worst.</summary>
    private static int Lines(string text) => text.Split('\n').Sum(line => Math.Max(1, (line.Length + MessageLimits.LetterLine - 1) / MessageLimits.LetterLine));

    private static void TooManySegments(SmsLength sms, MessageInspection inspection)
    {
        int other = SmsLength.FirstOutsideOfGsm(inspection.Source);
        string english = $"With its link this text message has {sms.Units} units in {sms.Encoding}, which are {sms.Segments} segments. It has {MessageLimits.SmsSegments} at most.";
        string french = $"Avec son lien, ce SMS compte {sms.Units} unités en {sms.Encoding}, soit {sms.Segments} segments. Il en compte {MessageLimits.SmsSegments} au plus.";
        if (other < 0)
        {
            inspection.Add("length.sms", 0, $"{english} Shorten it.", $"{french} Raccourcissez-le.");
        }
        else
        {
            inspection.Add("length.sms", other,
                $"{english} \"{inspection.Source[other]}\" is not of the GSM alphabet, and leaves less than half of the room: write without it.",
                $"{french} « {inspection.Source[other]} » n'est pas de l'alphabet GSM et laisse moins de la moitié de la place : écrivez sans lui.");
        }
    }
}
