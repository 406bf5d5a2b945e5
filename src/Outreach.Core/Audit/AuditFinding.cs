namespace Outreach.Core.Audit;

/// <summary>What is not as it was written, said so that a person can go and look.</summary>
/// <param name="Code">Stable; programs may branch on it.</param>
/// <param name="Stream">The stream it is about; null for a checkpoint.</param>
/// <param name="Sequence">The entry at which it shows, where there is one.</param>
/// <param name="Checkpoint">The checkpoint it is about; null for a stream.</param>
public sealed record AuditFinding(string Code, string? Stream, long? Sequence, long? Checkpoint, string English, string French)
{
    public static AuditFinding Of(AuditVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        (string name, long at) = (verdict.Stream.Value, verdict.At);
        return verdict.Fault switch
        {
            AuditFault.Edited => Entry("audit.entry-edited",
                $"Stream {name}, entry {at} was edited: its content is not the one that its hash was made of.",
                $"Flux {name}, entrée {at} : modifiée. Son contenu n'est pas celui dont l'empreinte a été calculée."),
            AuditFault.Deleted => Entry("audit.entry-deleted",
                $"Stream {name}, entry {at} was deleted: it is nowhere in the stream, and later entries are there.",
                $"Flux {name}, entrée {at} : supprimée. Elle n'est plus dans le flux, alors que des entrées suivantes y sont."),
            AuditFault.OutOfOrder => Entry("audit.entry-out-of-order",
                $"Stream {name}, place {at} holds an entry that belongs elsewhere: entries were reordered, repeated or put in.",
                $"Flux {name}, place {at} : occupée par une entrée qui n'y a pas sa place. Des entrées ont été déplacées, répétées ou insérées."),
            AuditFault.Unlinked => Entry("audit.entry-unlinked",
                $"Stream {name}, entry {at} does not follow the entry before it: entry {at - 1} was written anew with another hash, or one of both was put in.",
                $"Flux {name}, entrée {at} : ne suit pas la précédente. L'entrée {at - 1} a été réécrite avec une autre empreinte, ou l'une des deux a été insérée."),
            AuditFault.Damaged => Entry("audit.entry-damaged",
                $"Stream {name}, place {at} holds bytes that are no entry: no writer of this product wrote them.",
                $"Flux {name}, place {at} : contient des octets qui ne sont pas une entrée ; ce produit ne les a pas écrits."),
            AuditFault.Truncated => Entry("audit.tail-cut",
                $"Stream {name} was cut: entry {at} and perhaps later ones, which a signed checkpoint saw, are missing at its end.",
                $"Flux {name} : coupé. L'entrée {at} et peut-être les suivantes, vues par un point de contrôle signé, manquent à la fin."),
            AuditFault.Removed => Entry("audit.stream-removed",
                $"Stream {name} was removed: a signed checkpoint saw its entries from {at} on, and no rule of retention erased it.",
                $"Flux {name} : supprimé. Un point de contrôle signé a vu ses entrées à partir de {at}, et aucune règle de conservation ne l'a effacé."),
            AuditFault.Rewritten => Entry("audit.stream-rewritten",
                $"Stream {name} was rewritten: entry {at} is not the one that a signed checkpoint saw, though the chain is consistent in itself.",
                $"Flux {name} : réécrit. L'entrée {at} n'est pas celle qu'un point de contrôle signé a vue, bien que la chaîne soit cohérente."),
            AuditFault.Foreign => new AuditFinding("audit.stream-foreign", name, Sequence: null, Checkpoint: null,
                $"{name} is no stream of this trail: somebody put it there.",
                $"{name} n'est pas un flux de ce journal : quelqu'un l'y a placé."),
            null => throw new ArgumentException("This stream is intact.", nameof(verdict)),
        };

        AuditFinding Entry(string code, string english, string french) => new(code, name, at, Checkpoint: null, english, french);
    }

    public static AuditFinding Of(CheckpointFinding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        long number = finding.Number;
        return finding.Fault switch
        {
            CheckpointFault.Missing => Checkpoint("audit.checkpoint-missing",
                $"Checkpoint {number} was removed: it was made, and retention still keeps it.",
                $"Point de contrôle {number} : supprimé. Il a été établi, et la durée de conservation n'est pas écoulée."),
            CheckpointFault.Forged => Checkpoint("audit.checkpoint-forged",
                $"Checkpoint {number} was forged or edited: no trusted key signed it as it is.",
                $"Point de contrôle {number} : falsifié ou modifié. Aucune clé de confiance ne l'a signé tel qu'il est."),
            CheckpointFault.Replaced => Checkpoint("audit.checkpoint-replaced",
                $"Checkpoint {number} was replaced: it is signed, but it is not the one that was made at its time.",
                $"Point de contrôle {number} : remplacé. Il est signé, mais ce n'est pas celui qui a été établi en son temps."),
            CheckpointFault.HeadsAltered => Checkpoint("audit.checkpoint-heads-altered",
                $"Checkpoint {number} lost its heads: the list beside it is not the one whose root was signed. Streams were compared with an earlier checkpoint.",
                $"Point de contrôle {number} : la liste qui l'accompagne n'est pas celle dont la racine a été signée. Les flux ont été comparés à un point de contrôle antérieur."),
            CheckpointFault.WitnessBehind => Checkpoint("audit.witness-behind",
                $"The memory of the latest checkpoint, in the data account, was removed or set back: it names neither checkpoint {number} nor the one before it.",
                $"Mémoire du dernier point de contrôle, dans le compte de données : supprimée ou remise en arrière. Elle ne désigne ni le point de contrôle {number} ni le précédent."),
            CheckpointFault.WitnessAhead => Checkpoint("audit.witness-ahead",
                $"The memory of the latest checkpoint, in the data account, was altered: it names checkpoint {number}, far beyond the last one that was signed.",
                $"Mémoire du dernier point de contrôle, dans le compte de données : modifiée. Elle désigne le point de contrôle {number}, bien au-delà du dernier signé."),
        };

        AuditFinding Checkpoint(string code, string english, string french) => new(code, Stream: null, Sequence: null, number, english, french);
    }
}
