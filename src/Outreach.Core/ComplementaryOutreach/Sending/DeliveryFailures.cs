namespace Outreach.Core.ComplementaryOutreach.Sending;

/// <summary>What a dispatcher may be told about delivery reports.</summary>
public static class DeliveryFailures
{
    public static Failure HeaderMissing { get; } = new("waves.report-header-missing", FailureKind.Invalid,
        "The first line must be `message_id,status`, or `message_id,status,at`.",
        "La première ligne doit être `message_id,status`, ou `message_id,status,at`.");

    public static Failure TooLarge { get; } = new("waves.report-too-large", FailureKind.TooLarge,
        "One report holds 200,000 lines and 16 MiB at most. Those before were recorded: send the report again in several.",
        "Un compte rendu contient au plus 200 000 lignes et 16 Mio. Celles qui précèdent ont été prises en compte : renvoyez-le en plusieurs fois.");

    public static Failure NotCsv { get; } = new("waves.report-not-csv", FailureKind.UnsupportedMedia,
        "Send the report as CSV in UTF-8, with the header `Content-Type: text/csv`.",
        "Envoyez le compte rendu en CSV (UTF-8), avec l'en-tête `Content-Type: text/csv`.");
}
