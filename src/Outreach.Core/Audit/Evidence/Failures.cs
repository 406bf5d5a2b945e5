namespace Outreach.Core.Audit.Evidence;

/// <summary>What whoever asks for evidence may be told.</summary>
public static class Failures
{
    public static Failure ListUnknown { get; } = new("evidence.list-unknown", FailureKind.NotFound,
        "This campaign has no such list. Take the id from the proofs of erasure.",
        "Cette campagne n'a pas de liste de ce nom. Prenez l'identifiant dans les preuves d'effacement.");

    public static Failure ContinuationInvalid { get; } = new("evidence.continuation-invalid", FailureKind.Invalid,
        "`proofs` is empty, or the value of `next` of the page before.",
        "`proofs` est vide, ou la valeur de `next` de la page précédente.")
    { Field = "$.proofs" };
}
