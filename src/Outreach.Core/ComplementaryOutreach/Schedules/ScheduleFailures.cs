namespace Outreach.Core.ComplementaryOutreach.Schedules;

/// <summary>What those who set schedules may be told.</summary>
public static class ScheduleFailures
{
    public static Failure NotFound { get; } = new("schedules.not-found", FailureKind.NotFound,
        "This campaign has no outreach schedule. Set one first.",
        "Cette campagne n'a pas de calendrier de vagues. Définissez-en un d'abord.");

    public static Failure ExpressionInvalid { get; } = new("schedules.expression-invalid", FailureKind.Invalid,
        "`expression` is NCRONTAB, six fields (second first) or five, by the clock of France, and comes at most once an hour: `0 0 9 * * 1` is each Monday at nine.",
        "`expression` est en NCRONTAB, six champs (secondes d'abord) ou cinq, à l'heure de France, au plus une fois par heure : `0 0 9 * * 1` est chaque lundi à neuf heures.")
    { Field = "$.expression" };

    public static Failure PlanMissing { get; } = new("schedules.plan-missing", FailureKind.Invalid,
        "`plan` is required: what each wave is to do, as when a wave is planned.",
        "`plan` est obligatoire : ce que fait chaque vague, comme pour planifier une vague.")
    { Field = "$.plan" };

    public static Failure GroupNotAllowed { get; } = new("schedules.group-not-allowed", FailureKind.Invalid,
        "A schedule is for people without a treating doctor alone. Plan others one by one, under an exception.",
        "Un calendrier ne vaut que pour les personnes sans médecin traitant. Planifiez les autres une à une, sous une dérogation.")
    { Field = "$.plan.group" };
}
