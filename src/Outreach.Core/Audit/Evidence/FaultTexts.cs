namespace Outreach.Core.Audit.Evidence;

/// <summary>The words of every fault of a list, and the condition it bears on.</summary>
internal static class FaultTexts
{
    public static (string Condition, string Code, Wording Text) Of(ListFault fault) => fault switch
    {
        ListFault.ProofMissing => ("C14", "proof-missing", new(
            "Lists recorded as destroyed without an event of the trail that proves it.", "Listes notées détruites sans événement du journal qui le prouve.")),
        ListFault.DestroyedYetAlive => ("C5", "destroyed-yet-alive", new(
            "Lists that the trail says are destroyed and whose record says that they live.", "Listes détruites d'après le journal et vivantes d'après leur fiche.")),
        ListFault.CiphertextLeft => ("C5", "ciphertext-left", new(
            "Destroyed lists of which a ciphertext is stored.", "Listes détruites dont un chiffré est conservé.")),
        ListFault.SecretLeft => ("C5", "share-left", new(
            "Destroyed lists of which a server share or what belongs to it is stored.", "Listes détruites dont une moitié de clé, ou ce qui l'accompagne, est conservée.")),
        ListFault.Incomplete => ("C3", "incomplete", new(
            "Lists that could be opened and lack their ciphertext or server share.", "Listes ouvrables dont le chiffré ou la moitié de clé manque.")),
        ListFault.RecordMissing => ("C14", "record-missing", new(
            "Lists of which trail or storage holds something and whose record is gone.", "Listes dont le journal ou le stockage garde trace et dont la fiche a disparu.")),
        ListFault.RequestMissing => ("C1", "request-missing", new(
            "Lists for which the trail knows no request.", "Listes pour lesquelles le journal ne connaît pas de demande.")),
        ListFault.TrailAltered => ("C14", "chain-altered", new(
            "Lists whose chain of events was altered, cut, or is not the one that the checkpoint signed.",
            "Listes dont la chaîne d'événements a été altérée, coupée, ou n'est pas celle que le point de contrôle a signée.")),
        ListFault.RowsDiffer => ("C2", "rows-differ", new(
            "Lists whose record tells another number of rows than was sealed.", "Listes dont la fiche donne un autre nombre de lignes que celui qui fut scellé.")),
        ListFault.LeftOutDiffers => ("C7", "left-out-differs", new(
            "Lists whose record tells another number of people left out than was sealed.", "Listes dont la fiche donne un autre nombre de personnes omises que celui qui fut scellé.")),
        ListFault.AttestationMissing => ("C5", "attestation-missing", new(
            "Lists recorded as attested without an event that says so.", "Listes notées attestées sans événement qui le dise.")),
        ListFault.OpenedLate => ("C4", "opened-late", new(
            "Lists opened after the end of access.", "Listes ouvertes après la fin de l'accès.")),
        ListFault.OpenedByAnother => ("C2", "opened-by-another", new(
            "Lists opened under another sign-in than that of the request.", "Listes ouvertes sous une autre identification que celle de la demande.")),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "A fault without words: they are added with it."),
    };
}
