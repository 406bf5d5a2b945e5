using Outreach.Core.Lists;

namespace Outreach.Core.Audit.Evidence;

/// <summary>Which numbers show that a condition holds; every condition has at least one.</summary>
public static class ConditionNumbers
{
    public static IEnumerable<EvidenceNumber> Of(string condition, EvidenceFindings found)
    {
        ArgumentNullException.ThrowIfNull(found);
        (ListTally lists, CampaignTrail trail) = (found.Lists, found.Trail);
        long messages = trail.Waves.Solicited;
        return condition switch
        {
            "C1" =>
            [
                Number("requests", lists.Known, NumberTexts.Requests),
                Number("doctorsWhoAsked", found.Doctors.Doctors, NumberTexts.Doctors),
                Number("listsPrepared", lists.Prepared, NumberTexts.Prepared),
                Number("requestsWithoutAcceptedNecessity", lists.WithoutNecessity, NumberTexts.WithoutNecessity),
            ],
            "C2" =>
            [
                Number("openingsWithRelationshipRead", lists.Openings, NumberTexts.Rechecked),
                Number("peopleUpdatedBetweenImports", trail.RowsUpdated, NumberTexts.RowsUpdated),
                Number("openingsByAnotherThanTheRequester", lists.ForeignOpenings, NumberTexts.ForeignOpenings),
            ],
            "C3" =>
            [
                Number("listsSealed", lists.Prepared, NumberTexts.Sealed),
                Number("ciphertextsStoredNow", lists.Ciphertexts, NumberTexts.Ciphertexts),
                Number("serverSharesStoredNow", lists.WithSecrets, NumberTexts.Secrets),
            ],
            "C4" =>
            [
                Number("requestsWithTooLongAccess", lists.TooLong, NumberTexts.TooLong),
                Number("openingsAfterTheEnd", lists.LateOpenings, NumberTexts.LateOpenings),
                Number("listsPastDue", lists.PastDue, NumberTexts.PastDue),
            ],
            "C5" =>
            [
                Number("listsDestroyed", lists.In(ListFate.Destroyed), NumberTexts.Destroyed),
                Number("listsBeingDestroyed", lists.In(ListFate.Destroying), NumberTexts.Destroying),
                Number("listsAlive", lists.Known - lists.In(ListFate.Destroyed) - lists.In(ListFate.Destroying), NumberTexts.Alive),
                Number("extractsDestroyed", trail.Files.ExtractsDestroyed, NumberTexts.ExtractsDestroyed),
                Number("batchesDestroyed", trail.Files.BatchesDestroyed, NumberTexts.BatchesDestroyed),
                Number("campaignSecretsStoredNow", found.Campaign.WrappedSecret.Length > 0 ? 1 : 0, NumberTexts.CampaignSecret),
                Number("attestations", lists.Attested, NumberTexts.Attested),
                Number("remindersBeforeTheEnd", found.Attestations.RemindedBefore, NumberTexts.RemindedBefore),
                Number("remindersAfterTheEnd", found.Attestations.RemindedAfter, NumberTexts.RemindedAfter),
                Number("escalations", found.Attestations.Escalated, NumberTexts.Escalated),
            ],
            "C6" =>
            [
                Number("templateVersionsApproved", trail.Waves.Words.Approved, WaveNumbers.WordsApproved),
                Number("messagesSent", messages, NumberTexts.Messages),
            ],
            "C7" =>
            [
                Number("rowsOnPreparedLists", lists.Rows, NumberTexts.Rows),
                Number("leftOutOfPreparedLists", lists.LeftOut, NumberTexts.LeftOut),
                Number("solicitationsAllowedPerPerson", found.Campaign.Policy.SolicitationsPerPerson, NumberTexts.Cap),
                Number("messagesSent", messages, NumberTexts.Messages),
            ],
            "C8" => [.. WaveNumbers.Of(trail.Waves), Number("messagesSent", messages, NumberTexts.Messages)],
            "C9" =>
            [
                Number("mostRequestsOfOneDoctor", found.Doctors.MostRequests, NumberTexts.MostPerDoctor),
                Number("requestsAllowedPerDoctor", found.Campaign.Policy.RequestsPerDoctor, NumberTexts.Allowed),
                Number("solicitationsAllowedPerPerson", found.Campaign.Policy.SolicitationsPerPerson, NumberTexts.Cap),
                Number("messagesSent", messages, NumberTexts.Messages),
                Number("messagesWithheld", trail.Waves.Withheld, WaveNumbers.Withheld),
            ],
            "C10" =>
            [
                Number("agentsHabilitated", found.Habilitations.Agents, NumberTexts.AgentsHabilitated),
                Number("habilitations", found.Habilitations.All.Count, NumberTexts.Habilitations),
                Number("habilitationsInForce", found.Habilitations.ActiveAt(found.At), NumberTexts.HabilitationsInForce),
                Number("habilitationsRevoked", found.Habilitations.Revoked, NumberTexts.HabilitationsRevoked),
                Number("keysReleasedToTheInsurer", lists.InsurerOpenings, NumberTexts.InsurerOpenings),
            ],
            "C11" =>
            [
                Number("objectionsByPersons", found.Objections.Counts.ByPersons, NumberTexts.ObjectionsByPersons),
                Number("objectionsByAgents", found.Objections.Counts.ByAgents, NumberTexts.ObjectionsByAgents),
                Number("objectionsOfPersonsWithdrawn", found.Objections.Counts.WithdrawnOfPersons, NumberTexts.WithdrawnOfPersons),
                Number("objectionsOfAgentsWithdrawn", found.Objections.Counts.WithdrawnOfAgents, NumberTexts.WithdrawnOfAgents),
                Number("openingsWithObjectionsRead", lists.Openings, NumberTexts.ObjectionsRead),
                Number("updatesBetweenImports", trail.Updates, NumberTexts.Updates),
            ],
            "C12" => [Number("eventsThatTellAContact", lists.ContactEvents + trail.ContactEvents, NumberTexts.ContactEvents)],
            "C13" =>
            [
                Number("registerRowsLoaded", trail.RowsLoaded, NumberTexts.RowsLoaded),
                Number("registerRowsRefused", trail.RowsRefused, NumberTexts.RowsRefused),
                Number("updateRowsRefused", trail.UpdatesRefused, NumberTexts.UpdatesRefused),
                Number("columnsOfAList", ListContent.ColumnCount, NumberTexts.Columns),
            ],
            "C14" =>
            [
                Number("auditEvents", lists.AuditEvents + trail.Events + found.Objections.Events, NumberTexts.AuditEvents),
                Number("proofsOfErasure", lists.Proofs, NumberTexts.Proofs),
                Number("proofsUnderTheCheckpoint", lists.Covered, NumberTexts.Covered),
                Number("proofsNotYetUnderACheckpoint", lists.Proofs - lists.Covered, NumberTexts.NotCovered),
                Number("chainsAltered", found.AlteredTrails, NumberTexts.Altered),
            ],
            "C15" =>
            [
                Number("doctorsWhoAsked", found.Doctors.Doctors, NumberTexts.Doctors),
                Number("rowsOnPreparedLists", lists.Rows, NumberTexts.Rows),
                Number("leftOutOfPreparedLists", lists.LeftOut, NumberTexts.LeftOut),
            ],
            _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "There is no such condition."),
        };
    }

    private static EvidenceNumber Number(string key, long value, (Wording Label, Wording Source) text) => new(key, value, text.Label, text.Source);
}
