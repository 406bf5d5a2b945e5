using Outreach.Core.Register;
using Outreach.Core.Register.Synthetic;
using Outreach.Functions.Audit.Evidence;

namespace Outreach.LocalHost.Demonstration;

/// <summary>Who got what in the end, counted from outbox and batches, and whether the evidence says the same.</summary>
internal sealed class FinalCountSteps(OutreachStage stage, SentMessages sent, StepReport report, string campaign)
{
    /// <param name="register">Everybody.</param>
    /// <param name="wave">Whom the wave had to write to.</param>
    /// <param name="spared">Nobody of these: patients of the doctor's list, who objected, who changed.</param>
    public Task CountAsync(
        IReadOnlyList<SyntheticPerson> register,
        IReadOnlyList<SyntheticPerson> wave,
        IReadOnlyList<SyntheticPerson> spared,
        CancellationToken cancellationToken) =>
        report.RunAsync("The final count, from outbox and batches: each person was solicited at most once, and nobody who has a doctor, who is on the doctor's list, or who objected", async () =>
        {
            IReadOnlyList<PatientId> recipients = await stage.ReadRecipientsAsync(campaign, sent.Texts, register, cancellationToken);
            HashSet<PatientId> solicited = [.. recipients];
            StepFailedException.Require(solicited.Count == recipients.Count, $"{recipients.Count - solicited.Count} people were solicited more than once");
            StepFailedException.Require(!spared.Any(person => solicited.Contains(person.Person.Id)), "somebody was solicited who had to be left alone");
            StepFailedException.Require(wave.All(person => solicited.Contains(person.Person.Id)), "somebody whom the wave had to write to was lost");
            StepFailedException.Require(solicited.Count == wave.Count, $"{solicited.Count} people were solicited instead of {wave.Count}, none of whom has a treating doctor");
            return $"{sent.Mails.Count} mails and {sent.Letters.Count} letters to {solicited.Count} people; {spared.Count} left alone";
        });

    /// <param name="selected">Whom the wave selected at its preview.</param>
    /// <param name="rows">Of the doctor's list.</param>
    /// <param name="withheld">Messages that were planned and not sent.</param>
    public Task CompareAsync(EvidenceAnswer evidence, int selected, int rows, int withheld) =>
        report.RunAsync("The evidence counts the same for C6 to C9, from the audit trail alone", () =>
        {
            long messages = sent.Mails.Count + sent.Letters.Count;
            (string Condition, string Number, long Expected)[] expected =
            [
                ("C6", "templateVersionsApproved", 1), ("C6", "messagesSent", messages),
                ("C7", "rowsOnPreparedLists", rows), ("C7", "solicitationsAllowedPerPerson", 1), ("C7", "messagesSent", messages),
                ("C8", "wavesPlanned", 3), ("C8", "wavesApproved", 1), ("C8", "wavesCompleted", 1),
                ("C8", "selectedWithoutPractitioner", selected), ("C8", "solicitedWithoutPractitioner", messages),
                ("C8", "exceptionsApproved", 1), ("C8", "allowedByExceptions", ExceptionSteps.MostPeople), ("C8", "solicitedWithPractitioner", 0),
                ("C9", "messagesSent", messages), ("C9", "messagesWithheld", withheld), ("C11", "objectionsByPersons", 1),
                ("C13", "registerRowsRefused", OutreachExtract.FaultCount),
            ];
            string[] wrong =
            [
                .. expected.Select(one => (Wanted: one, Found: evidence.Conditions.Single(row => row.Id == one.Condition).Numbers.Single(number => number.Key == one.Number).Value))
                    .Where(one => one.Found != one.Wanted.Expected).Select(one => $"{one.Wanted.Condition} {one.Wanted.Number} is {one.Found} instead of {one.Wanted.Expected}"),
            ];
            StepFailedException.Require(wrong.Length == 0, string.Join("; ", wrong));
            StepFailedException.Require(
                evidence is { Reconciles: true, Exceptions: 0 }, string.Join("; ", evidence.Conditions.SelectMany(row => row.Exceptions).Select(one => one.Code)));
            return Task.FromResult($"{expected.Length} numbers as counted here, {evidence.Reconciliation.Count} checks, no exception");
        });
}
