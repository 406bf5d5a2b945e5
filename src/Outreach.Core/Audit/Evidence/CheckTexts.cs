namespace Outreach.Core.Audit.Evidence;

/// <summary>What the two sides of a check are, in words.</summary>
public sealed record CheckText(Wording Expected, Wording Found);

/// <summary>The words of every rule of <see cref="Reconciliation"/>.</summary>
public static class CheckTexts
{
    private static readonly Wording Nothing = new("none", "aucun");

    private static readonly Dictionary<string, CheckText> ByCode = new(StringComparer.Ordinal)
    {
        ["requests-have-lists"] = new(
            new("requests, table `listrequests`", "demandes, table `listrequests`"), new("lists that record or trail know, without those whose request has served its time", "listes connues des fiches ou du journal, hors demandes arrivées à leur terme")),
        ["ended-by-reason"] = new(
            new("lists destroyed or being destroyed", "listes détruites ou en cours de destruction"), new("sum over the reasons of ending", "somme sur les motifs de fin")),
        ["destroyed-have-proofs"] = new(
            new("lists destroyed, by their records", "listes détruites, d'après les fiches"), new("proofs found in the trail, or erased with it when its time was over", "preuves retrouvées au journal, ou effacées avec lui à son terme")),
        ["destroyed-have-events"] = new(
            new("lists destroyed, or written as destroyed and not finished", "listes détruites, ou inscrites comme détruites et non achevées"),
            new("lists with an event `deletion.list-destroyed`", "listes avec un événement `deletion.list-destroyed`")),
        ["destroyed-left-nothing"] = new(
            Nothing, new("destroyed lists with a ciphertext or server share in storage", "listes détruites dont il reste un chiffré ou une moitié de clé")),
        ["nothing-without-a-list"] = new(
            Nothing, new("ciphertexts, shares or chains that belong to no list of any campaign", "chiffrés, moitiés de clé ou chaînes qui n'appartiennent à aucune liste d'aucune campagne")),
        ["left-out-as-sealed"] = new(
            new("people left out, records of lists that are ready or were opened", "personnes omises, fiches des listes prêtes ou ouvertes"),
            new("the same, sealings of these lists in the trail", "idem, scellements de ces listes au journal")),
        ["requests-within-limit"] = new(
            Nothing, new("doctors above the number of requests that the campaign allows (1: at least one)", "médecins au-delà du nombre de demandes admis (1 : au moins un)")),
        ["chains-intact"] = new(Nothing, new("chains of the trail that were altered", "chaînes du journal altérées")),
        ["closed-left-no-list"] = new(Nothing, new("lists of a closed campaign that are not destroyed", "listes non détruites d'une campagne close")),
        ["closed-by-the-trail"] = new(
            new("campaign closed, by its record (1: yes)", "campagne close, d'après sa fiche (1 : oui)"), new("by the trail (1: yes)", "d'après le journal (1 : oui)")),
        ["checkpoints-intact"] = new(
            Nothing, new("checkpoints that are missing, forged or replaced", "points de contrôle manquants, falsifiés ou remplacés")),
        ["secret-gone"] = new(
            Nothing, new("secrets of a campaign that is closing or closed (1: it is stored)", "secrets d'une campagne close ou en clôture (1 : il est conservé)")),
        ["key-as-the-campaign-says"] = new(
            Nothing, new("keys that were deleted and that the vault has (recovered)", "clés supprimées que le coffre possède (récupérées)")),
    };

    /// <exception cref="KeyNotFoundException">A rule without words: they are added with it.</exception>
    public static CheckText Of(string code) => ByCode[code];
}
