using System.Collections.Immutable;
using Outreach.Core.Lists;

namespace Outreach.Core.Audit.Evidence;

/// <summary>Everything that does not hold, under the condition it bears on.</summary>
internal static class EvidenceExceptions
{
    public static IEnumerable<(string Condition, EvidenceException Exception)> Of(EvidenceFindings found, IReadOnlyList<EvidenceCheck> checks)
    {
        foreach ((ListFault fault, FaultCount count) in found.Lists.Faults)
        {
            (string condition, string code, Wording text) = FaultTexts.Of(fault);
            yield return (condition, new EvidenceException(code, count.Count, text, [.. count.First.Select(list => list.Value)]));
        }

        foreach (EvidenceCheck check in checks.Where(check => !check.Holds))
        {
            CheckText text = CheckTexts.Of(check.Code);
            var differ = new Wording(
                $"Numbers that must agree do not: {text.Expected.English}, {check.Expected}; {text.Found.English}, {check.Found}.",
                $"Des nombres qui doivent concorder diffèrent : {text.Expected.French}, {check.Expected} ; {text.Found.French}, {check.Found}.");
            yield return (check.Condition, new EvidenceException(check.Code, Math.Abs(check.Expected - check.Found), differ, []));
        }

        foreach ((string condition, string code, long count, Wording text) in Numbers(found).Where(number => number.Count > 0))
        {
            yield return (condition, new EvidenceException(code, count, text, []));
        }
    }

    /// <summary>Numbers that should be zero, whatever they agree with.</summary>
    private static ImmutableArray<(string Condition, string Code, long Count, Wording Text)> Numbers(EvidenceFindings found) =>
    [
        ("C1", "necessity-not-accepted", found.Lists.WithoutNecessity, new(
            "Requests whose necessity the campaign does not accept.", "Demandes dont le motif n'est pas admis par la campagne.")),
        ("C4", "access-too-long", found.Lists.TooLong, new(
            "Requests whose access would last beyond the law's month or the campaign.", "Demandes dont l'accès durerait au-delà du mois légal ou de la campagne.")),
        ("C4", "past-due", found.Lists.Late, new(
            "Lists whose access ended long enough ago that they should be destroyed, and that are not. Nothing opens them; the deletion timer is late, or something stands in its way.",
            "Listes dont l'accès a cessé depuis assez longtemps pour qu'elles soient détruites, et qui ne le sont pas. Rien ne les ouvre ; le minuteur de suppression est en retard ou empêché.")),
        ("C5", "extract-left", found.Trail.Files.ExtractsLeftAt(found.At), new(
            "Imports asked for days ago of whose extract nobody read back that it is gone.", "Imports demandés il y a plusieurs jours, dont nul n'a relu que l'extrait a disparu.")),
        ("C5", "key-was-recovered", found.Key.RecoveredAt is null ? 0 : 1, new(
            "The end of the campaign's key was undone once, and brought about again.", "La fin de la clé de la campagne a été défaite une fois, puis rétablie.")),
        ("C5", "blocked", found.Lists.ByObstacle.Values.Sum(), new(
            $"Lists of which something waits to be deleted, by obstacle: {Obstacles(found)}.", $"Listes dont quelque chose attend d'être supprimé, par obstacle : {Obstacles(found)}.")),
        ("C5", "unattested", found.Attestations.Unattested, new(
            "Lists for which nobody has attested in time that own copies are deleted; the insurer was told.",
            "Listes pour lesquelles personne n'a attesté à temps la suppression des copies ; l'assurance maladie en est avertie.")),
        ("C3", "ciphertext-lost", found.Lists.For(EndReason.CiphertextLost), new(
            "Lists ended because their ciphertext was not there any more.", "Listes terminées parce que leur chiffré avait disparu.")),
        ("C6", "words-approved-by-the-author", found.Trail.Waves.Words.ApprovedByTheAuthor, new(
            "Words of messages that their own author approved.", "Textes de messages approuvés par leur propre auteur.")),
        ("C6", "sent-unapproved", found.Trail.Waves.SentUnapproved, new(
            "Waves whose messages went out and that nobody approved.", "Vagues dont des messages sont partis sans que quiconque les ait approuvées.")),
        ("C12", "contact-told", found.Lists.ContactEvents + found.Trail.ContactEvents, new(
            "Events that tell how a contact went, which nothing writes.", "Événements disant l'issue d'un contact, que rien n'écrit.")),
        ("C10", "habilitations-unconfirmed", found.Habilitations.Unconfirmed.Count, new(
            "Habilitations that the audit trail does not confirm as they are stored.", "Habilitations que le journal d'audit ne confirme pas telles qu'elles sont conservées.")),
        ("C10", "habilitated-by-oneself", found.Habilitations.GrantedByOneself, new(
            "Habilitations that somebody granted to themselves.", "Habilitations que quelqu'un s'est accordées à soi-même.")),
        ("C8", "decided-by-the-author", found.Trail.Waves.DecidedByTheAuthor, new(
            "Waves and exceptions that their own author decided on.", "Vagues et dérogations décidées par leur propre auteur.")),
        ("C8", "beyond-exceptions", found.Trail.Waves.BeyondExceptions, new(
            "Exceptions under which more people were solicited than they allow, or waves for people with a treating doctor that no approved exception covers.",
            "Dérogations dépassées, ou vagues vers des personnes ayant un médecin traitant qu'aucune dérogation approuvée ne couvre.")),
        ("C10", "released-to-the-insurer", found.Lists.InsurerOpenings, new(
            "Keys of lists released to the insurer's side.", "Clés de listes remises à l'assurance maladie.")),
    ];

    /// <summary>Codes of a fixed set, the same in both languages.</summary>
    private static string Obstacles(EvidenceFindings found) =>
        string.Join(", ", found.Lists.ByObstacle.Select(obstacle => $"{obstacle.Key} {obstacle.Value}"));
}
