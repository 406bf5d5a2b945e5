namespace Outreach.Core.Deletion;

/// <summary>What a doctor may be told about deletion.</summary>
public static class Failures
{
    public static Failure StillThere { get; } = new("deletion.list-still-there", FailureKind.Conflict,
        "Delete the list first; then attest that your own copies are deleted too.",
        "Supprimez d'abord la liste ; attestez ensuite que vos propres copies sont supprimées.");

    public static Failure NotAttested { get; } = new("deletion.not-attested", FailureKind.Invalid,
        "Send `copiesDeleted`: true once every copy you made (prints, exports) is deleted.",
        "Envoyez `copiesDeleted` : true une fois que toutes vos copies (impressions, exports) sont supprimées.")
    { Field = "$.copiesDeleted" };

    public static Failure CopiesUnknown(string kind) => new("deletion.copies-unknown", FailureKind.Invalid,
        $"`{kind}` is \"deleted\" or \"none\", or left out.",
        $"`{kind}` vaut \"deleted\" ou \"none\", ou est omis.")
    { Field = $"$.{kind}" };

    public static Failure ContinuationInvalid { get; } = new("deletion.continuation-invalid", FailureKind.Invalid,
        "This `continuation` is none that an answer gave. Begin without one.",
        "Cette `continuation` ne provient d'aucune réponse. Recommencez sans elle.")
    { Field = "continuation" };
}
