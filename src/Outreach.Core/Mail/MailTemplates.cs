using System.Globalization;

namespace Outreach.Core.Mail;

/// <summary>A mail as people read it: plain text.</summary>
public sealed record MailText(string Subject, string Body);

/// <summary>The text of one kind of mail in one language.</summary>
/// <param name="Version">Counts up with each change of the words, so that it can be said later what a doctor was told.</param>
/// <param name="Body">May name {application} and {day}, and nothing else: see <see cref="MailTemplates.Places"/>.</param>
public sealed record MailTemplate(int Version, string Subject, string Body);

/// <summary>Every word that is mailed. Neutral and short; nothing about patients, no link that opens a list.</summary>
public static class MailTemplates
{
    /// <summary>All that a template may leave open.</summary>
    public static IReadOnlyList<string> Places { get; } = ["{application}", "{day}"];

    public static MailTemplate Of(MailKind kind, MailLanguage language) => (kind, language) switch
    {
        (MailKind.DeletionDue, MailLanguage.French) => new(1,
            "Votre liste arrive à échéance",
            """
            Bonjour,

            La liste que vous avez demandée à l'assurance maladie n'est accessible que jusqu'au {day}.
            Avant cette date, elle est à supprimer, ainsi que les copies que vous en auriez faites (exports, impressions).

            Utilisez votre logiciel, ou le lien sécurisé que vous avez déjà reçu, sur {application}

            Ce message automatique ne contient aucune donnée de patient et aucun lien vers la liste. N'y répondez pas.
            """),
        (MailKind.DeletionDue, MailLanguage.English) => new(1,
            "Your list ends soon",
            """
            Hello,

            The list you asked the health insurer for can be reached until {day} only.
            Before that day it is to be deleted, and so are the copies you may have made of it (exports, prints).

            Use your software, or the secure link you received before, at {application}

            This automatic message holds no patient data and no link to the list. Please do not answer it.
            """),
        (MailKind.AttestationDue, MailLanguage.French) => new(1,
            "Attestation de suppression de vos copies",
            """
            Bonjour,

            La liste que vous aviez demandée à l'assurance maladie a pris fin le {day}.
            Merci d'attester que les copies que vous en auriez faites (exports, impressions) sont supprimées, ou que vous n'en avez fait aucune.

            Utilisez votre logiciel, ou le lien sécurisé que vous avez déjà reçu, sur {application}

            Ce message automatique ne contient aucune donnée de patient et aucun lien vers la liste. N'y répondez pas.
            """),
        (MailKind.AttestationDue, MailLanguage.English) => new(1,
            "Attesting that your copies are deleted",
            """
            Hello,

            The list you had asked the health insurer for ended on {day}.
            Please attest that the copies you may have made of it (exports, prints) are deleted, or that you made none.

            Use your software, or the secure link you received before, at {application}

            This automatic message holds no patient data and no link to the list. Please do not answer it.
            """),
    };

    public static MailText Render(MailMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        MailTemplate template = Of(message.Kind, message.Language);
        CultureInfo culture = CultureInfo.GetCultureInfo(message.Language == MailLanguage.French ? "fr-FR" : "en-GB");
        string body = template.Body
            .Replace("{application}", message.Application.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
            .Replace("{day}", message.Day.ToString("d MMMM yyyy", culture), StringComparison.Ordinal);
        return new MailText(template.Subject, body.ReplaceLineEndings("\n") + "\n");
    }
}
