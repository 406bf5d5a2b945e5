using T = (Outreach.Core.Audit.Evidence.Wording Label, Outreach.Core.Audit.Evidence.Wording Source);

namespace Outreach.Core.Audit.Evidence;

/// <summary>What each number counts, and where it was counted.</summary>
internal static class NumberTexts
{
    private static readonly Wording Records = new("table `lists`, records", "table `lists`, fiches");
    private static readonly Wording HabilitationsTable = new(
        "table `habilitations`, each compared with the audit trail", "table `habilitations`, chacune comparée au journal d'audit");

    private static readonly Wording Duties = new("duties to attest, counted", "obligations d'attester, comptées");
    private static readonly Wording CampaignChain = new("audit trail, chain of the campaign", "journal d'audit, chaîne de la campagne");

    public static T Requests { get; } = (new("Requests", "Demandes"), Events("lists.requested"));

    public static T Doctors { get; } = (new("Doctors who asked", "Médecins demandeurs"), Actors("lists.requested"));

    public static T Prepared { get; } = (new("Lists prepared", "Listes préparées"), Events("lists.sealed"));

    public static T WithoutNecessity { get; } = (new("Requests without an accepted necessity", "Demandes sans motif admis"), Events("lists.requested"));

    public static T Rechecked { get; } = (
        new("Openings, each of which read the relationship again", "Ouvertures, chacune avec relecture du lien"), Events("lists.opened"));

    public static T ForeignOpenings { get; } = (
        new("Openings by another than the requester", "Ouvertures par un autre que le demandeur"), Actors("lists.requested, lists.opened"));

    public static T Sealed { get; } = (new("Lists sealed before they were stored", "Listes scellées avant d'être conservées"), Events("lists.sealed"));

    public static T Ciphertexts { get; } = (
        new("Ciphertexts stored now", "Chiffrés conservés à cet instant"), new("container `lists`, counted", "conteneur `lists`, compté"));

    public static T Secrets { get; } = (
        new("Server shares stored now", "Moitiés de clé conservées à cet instant"), new("table `lists`, counted", "table `lists`, comptée"));

    public static T TooLong { get; } = (
        new("Requests whose access would last longer than the law allows", "Demandes dont l'accès durerait plus que permis"),
        new("audit trail, `notAfter` of `lists.requested` recomputed", "journal d'audit, `notAfter` de `lists.requested` recalculé"));

    public static T LateOpenings { get; } = (
        new("Openings after the end of access", "Ouvertures après la fin de l'accès"),
        new("audit trail, times of `lists.opened` against `notAfter`", "journal d'audit, heures de `lists.opened` comparées à `notAfter`"));

    public static T PastDue { get; } = (
        new("Lists whose access has ended and that are not destroyed yet", "Listes dont l'accès a cessé et qui ne sont pas encore détruites"), Records);

    public static T Destroyed { get; } = (new("Lists destroyed", "Listes détruites"), Records);

    public static T Destroying { get; } = (new("Lists being destroyed", "Listes en cours de destruction"), Records);

    public static T Alive { get; } = (new("Lists that are not over", "Listes non échues"), Records);

    public static T Attested { get; } = (
        new("Doctors' attestations that own copies are deleted", "Attestations de suppression de leurs copies par les médecins"), Records);

    public static T ExtractsDestroyed { get; } = (
        new("Extracts of the register destroyed after their import, read back as gone", "Extraits du fichier détruits après leur import, absence relue"), CampaignChain);

    public static T BatchesDestroyed { get; } = (
        new("Batches of messages for dispatchers destroyed, read back as gone", "Lots de messages pour routeurs détruits, absence relue"), CampaignChain);

    public static T CampaignSecret { get; } = (
        new("Campaign secrets stored now (they open register rows and comments)", "Secrets de campagne conservés à cet instant (ils ouvrent fichier et commentaires)"),
        new("table `campaigns`", "table `campaigns`"));

    public static T RemindedBefore { get; } = (new("Reminders to doctors before the end", "Rappels aux médecins avant le terme"), Duties);

    public static T RemindedAfter { get; } = (new("Reminders to doctors after the end", "Rappels aux médecins après le terme"), Duties);

    public static T Escalated { get; } = (
        new("Lists of which the insurer was told that nobody attested", "Listes signalées à l'assurance maladie faute d'attestation"), Duties);

    public static T Messages { get; } = (
        new("Messages sent to insured people", "Messages adressés à des assurés"),
        new("audit trail, counts of waves that ended", "journal d'audit, décomptes des vagues terminées"));

    public static T Rows { get; } = (
        new("Rows on prepared lists, each under a claim", "Lignes des listes préparées, chacune sous réservation"), Events("lists.sealed"));

    public static T LeftOut { get; } = (
        new("Own patients left out of prepared lists: held by somebody else, or not to be contacted", "Patients omis des listes préparées : réservés par un autre, ou à ne pas contacter"),
        Events("lists.sealed"));

    public static T ObjectionsByPersons { get; } = (new("Objections that people recorded themselves", "Oppositions enregistrées par les personnes"), Objections("contacts.objected"));

    public static T ObjectionsByAgents { get; } = (
        new("Objections that the insurer's agents recorded for people", "Oppositions enregistrées pour elles par des agents de l'assurance maladie"), Objections("contacts.objected"));

    public static T WithdrawnOfPersons { get; } = (
        new("Of the people's own: withdrawn by them", "Parmi celles des personnes : retirées par elles"), Objections("contacts.objection-withdrawn"));

    public static T WithdrawnOfAgents { get; } = (
        new("Of the agents': withdrawn by the people", "Parmi celles des agents : retirées par les personnes"), Objections("contacts.objection-withdrawn"));

    public static T MostPerDoctor { get; } = (new("Most requests of one doctor, those given back left out", "Plus grand nombre de demandes d'un médecin, hors demandes rendues"), Actors("lists.requested"));

    public static T Allowed { get; } = (
        new("Requests allowed per doctor", "Demandes admises par médecin"), new("table `campaigns`, policy", "table `campaigns`, règles"));

    public static T AgentsHabilitated { get; } = (
        new("Agents and systems habilitated by name, for any time of the campaign", "Agents et systèmes habilités nommément, à un moment de la campagne"), HabilitationsTable);

    public static T Habilitations { get; } = (new("Their habilitations, named below", "Leurs habilitations, nommées ci-dessous"), HabilitationsTable);

    public static T HabilitationsInForce { get; } = (new("Of these, in force now", "Dont en vigueur à cet instant"), HabilitationsTable);

    public static T HabilitationsRevoked { get; } = (new("Of these, revoked", "Dont révoquées"), HabilitationsTable);

    public static T InsurerOpenings { get; } = (
        new("Keys of lists released to the insurer's side", "Clés de listes remises à l'assurance maladie"), Actors("lists.opened"));

    public static T ObjectionsRead { get; } = (
        new("Openings, each of which read the objections again", "Ouvertures, chacune avec relecture des oppositions"), Events("lists.opened"));

    public static T ContactEvents { get; } = (
        new("Events that tell how a contact went", "Événements disant l'issue d'un contact"),
        new("audit trail, all events of the campaign", "journal d'audit, tous les événements de la campagne"));

    public static T RowsLoaded { get; } = (new("Register rows loaded", "Lignes du fichier chargées"), Event(CampaignChain));

    public static T RowsRefused { get; } = (new("Register rows refused", "Lignes du fichier refusées"), Event(CampaignChain));

    public static T Updates { get; } = (
        new("Calls that updated the register between imports", "Appels mettant à jour le fichier entre deux imports"), Event(CampaignChain, "register.updated"));

    public static T RowsUpdated { get; } = (
        new("People updated between imports, at each call", "Personnes mises à jour entre deux imports, à chaque appel"), Event(CampaignChain, "register.updated"));

    public static T UpdatesRefused { get; } = (
        new("Rows of updates refused", "Lignes de mises à jour refusées"), Event(CampaignChain, "register.updated"));

    public static T Cap { get; } = (
        new("Solicitations allowed per person, doctors and insurer together", "Sollicitations admises par personne, médecins et assurance maladie ensemble"),
        new("table `campaigns`, policy", "table `campaigns`, règles"));

    public static T Columns { get; } = (
        new("Columns of a list, none of them medical", "Colonnes d'une liste, dont aucune médicale"), new("list format, version 1", "format de liste, version 1"));

    public static T AuditEvents { get; } = (new("Events of the campaign", "Événements de la campagne"), new("audit trail, counted", "journal d'audit, compté"));

    public static T Proofs { get; } = (
        new("Proofs of erasure, each found in the trail", "Preuves d'effacement, chacune retrouvée au journal"), Events("deletion.list-destroyed"));

    public static T Covered { get; } = (
        new("Proofs signed by the latest checkpoint", "Preuves signées par le dernier point de contrôle"),
        new("latest checkpoint, compared chain by chain", "dernier point de contrôle, comparé chaîne par chaîne"));

    public static T NotCovered { get; } = (
        new("Proofs not yet covered by a checkpoint", "Preuves pas encore couvertes par un point de contrôle"),
        new("latest checkpoint, compared chain by chain", "dernier point de contrôle, comparé chaîne par chaîne"));

    public static T Altered { get; } = (
        new("Chains altered", "Chaînes altérées"), new("audit trail, every hash recomputed", "journal d'audit, chaque empreinte recalculée"));

    private static Wording Events(string type) => new($"audit trail, `{type}`", $"journal d'audit, `{type}`");

    private static Wording Objections(string type) =>
        new($"audit trail, chains of objections, `{type}`", $"journal d'audit, chaînes des oppositions, `{type}`");

    private static Wording Actors(string types) => new($"audit trail, actors of `{types}`", $"journal d'audit, acteurs de `{types}`");

    private static Wording Event(Wording chain, string type = "register.imported") => new($"{chain.English}, `{type}`", $"{chain.French}, `{type}`");
}
