using Outreach.Core.ComplementaryOutreach;
using T = (Outreach.Core.Audit.Evidence.Wording Label, Outreach.Core.Audit.Evidence.Wording Source);

namespace Outreach.Core.Audit.Evidence;

/// <summary>Numbers of the insurer's own outreach (C8), with their words.</summary>
internal static class WaveNumbers
{
    private static readonly Wording Chain = new("audit trail, chain of the campaign", "journal d'audit, chaîne de la campagne");

    public static T Withheld { get; } = (
        new("Messages planned and not sent, as something changed about the person before", "Messages prévus et non envoyés, la situation de la personne ayant changé avant"), Chain);

    public static T WordsApproved { get; } = (
        new("Versions of messages' words approved by somebody else", "Versions de textes de messages approuvées par une autre personne"), Chain);

    public static IEnumerable<EvidenceNumber> Of(WavesTrail waves) =>
    [
        Number("wavesPlanned", waves.Waves.Count, "Waves planned", "Vagues planifiées"),
        Number("wavesApproved", waves.Approved, "Of these, approved by somebody else", "Dont approuvées par une autre personne"),
        Number("wavesCompleted", waves.Waves.Values.Count(wave => wave.IsCompleted), "Of these, completed", "Dont achevées"),
        Number("selectedWithoutPractitioner", waves.SelectedOf(WaveGroup.WithoutPractitioner),
            "People without a treating doctor whom approved waves selected, at their preview", "Personnes sans médecin traitant sélectionnées par des vagues approuvées, à leur aperçu"),
        Number("solicitedWithoutPractitioner", waves.SolicitedOf(WaveGroup.WithoutPractitioner),
            "Of these, messages sent", "Dont messages envoyés"),
        Number("exceptionsApproved", waves.Exceptions.Values.Count(exception => exception.Approver is not null),
            "Exceptions for people who have one, approved by somebody else", "Dérogations pour des personnes qui en ont un, approuvées par une autre personne"),
        Number("allowedByExceptions", waves.AllowedByExceptions, "People whom these allow at most", "Personnes qu'elles permettent au plus"),
        Number("selectedWithPractitioner", waves.SelectedOf(WaveGroup.WithPractitioner),
            "People whom approved waves selected under them, at their preview", "Personnes sélectionnées sous elles par des vagues approuvées, à leur aperçu"),
        Number("solicitedWithPractitioner", waves.SolicitedOf(WaveGroup.WithPractitioner), "Of these, messages sent", "Dont messages envoyés"),
    ];

    private static EvidenceNumber Number(string key, long value, string english, string french) => new(key, value, new Wording(english, french), Chain);
}
