namespace Outreach.Core.Audit;

/// <summary>What may go wrong when the trail is asked for.</summary>
public static class Failures
{
    public static Failure PageUnknown { get; } = new("audit.page-unknown", FailureKind.Invalid,
        "There is no such page of the verification. Follow `next` as it was given, or begin again without `after`.",
        "Cette page de la vérification n'existe pas. Suivez `next` tel qu'il a été donné, ou recommencez sans `after`.");
}
