namespace Outreach.Core.ComplementaryOutreach;

/// <summary>What may be told about channels and the batches of dispatchers.</summary>
public static class ChannelFailures
{
    public static Failure BatchUnknown { get; } = new("outreach.batch-unknown", FailureKind.NotFound,
        "There is no such batch in this wave.",
        "Ce lot n'existe pas dans cette vague.");

    public static Failure ContinuationInvalid { get; } = new("outreach.continuation-invalid", FailureKind.Invalid,
        "`continuation` is what an earlier answer gave as `next`.",
        "`continuation` reprend la valeur `next` d'une réponse précédente.")
    {
        Field = "continuation",
    };

    /// <summary>Access has ended all the same, and the deletion timer goes on.</summary>
    public static Failure BatchKept { get; } = new("outreach.batch-kept", FailureKind.Unavailable,
        "Something keeps the batch from being destroyed. Try again later; the deletion timer does so too.",
        "Quelque chose empêche la destruction du lot. Réessayez plus tard ; la tâche de suppression le fait aussi.")
    {
        RetryAfter = TimeSpan.FromMinutes(5),
    };

    public static Failure ChannelNotAvailable(OutreachChannel channel) => new("outreach.channel-not-available", FailureKind.Invalid,
        $"This deployment has no channel `{channel}`: {Missing(channel).English}.",
        $"Cette installation ne dispose pas du canal `{channel}` : {Missing(channel).French}.")
    {
        Field = "$.channels",
    };

    private static (string English, string French) Missing(OutreachChannel channel) => channel switch
    {
        OutreachChannel.Email => ("no mail server is configured", "aucun serveur de messagerie n'est configuré"),
        OutreachChannel.Sms or OutreachChannel.Letter => ("no public key of a dispatcher is configured", "aucune clé publique de prestataire n'est configurée"),
    };
}
