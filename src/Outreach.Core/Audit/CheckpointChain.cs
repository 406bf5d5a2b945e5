namespace Outreach.Core.Audit;

/// <summary>What is wrong with a checkpoint.</summary>
public enum CheckpointFault
{
    /// <summary>It was made, and is not there.</summary>
    Missing,

    /// <summary>No trusted key signed it as it is.</summary>
    Forged,

    /// <summary>It is signed, but it is not the one that the next one follows, or that was remembered.</summary>
    Replaced,

    /// <summary>Its list of heads is not the one that was signed.</summary>
    HeadsAltered,

    /// <summary>The memory of the latest one, in the other account, is gone or names an earlier one.</summary>
    WitnessBehind,

    /// <summary>The memory of the latest one names a number that was never reached.</summary>
    WitnessAhead,
}

public sealed record CheckpointFinding(long Number, CheckpointFault Fault);

/// <summary>A statement that a trusted key signed.</summary>
/// <param name="Hash">By which others name it.</param>
/// <param name="Jws">As stored.</param>
public sealed record TrustedCheckpoint(CheckpointStatement Statement, string Hash, string Jws);

/// <summary>The checkpoints that retention keeps, judged.</summary>
/// <param name="Latest">The newest that can be trusted with its heads; null before the first.</param>
/// <param name="Signed">All that a trusted key signed, by number.</param>
/// <param name="First">The oldest that retention keeps: from here on each must be there.</param>
/// <param name="NextNumber">For the next to be made.</param>
/// <param name="NextPrevious">What the next one follows, whatever it is.</param>
public sealed record CheckpointSurvey(
    TrustedCheckpoint? Latest, IReadOnlyList<TrustedCheckpoint> Signed, long First, IReadOnlyList<CheckpointFinding> Findings, long NextNumber, string NextPrevious)
{
    /// <summary>A night or two may be missed; more is worth a look, as nothing vouches for what came between.</summary>
    private static readonly TimeSpan LongestGap = TimeSpan.FromDays(2);

    /// <summary>Times between which no checkpoint was made, though one is due each day.</summary>
    public IEnumerable<(DateTimeOffset From, DateTimeOffset To)> GapsUntil(DateTimeOffset now) =>
        Signed.Select(checkpoint => checkpoint.Statement.At)
            .Zip(Signed.Skip(1).Select(checkpoint => checkpoint.Statement.At).Append(now))
            .Where(pair => pair.Second - pair.First > LongestGap);
}

/// <summary>Judges the chain of checkpoints: each is signed, none is missing, each follows the one before, and the last one is the last that was made.</summary>
public sealed class CheckpointChain(IAuditCheckpoints checkpoints, CheckpointSeal seal, CheckpointHeads heads, ICheckpointWitness witness)
{
    /// <summary>Whoever can write the memory in the other account cannot make this count for ever.</summary>
    private const int MostMissing = 1_000;

    /// <summary>Where nothing signed is left to measure by: more nights than anybody will see.</summary>
    private const int MostEver = 100_000;

    public async Task<CheckpointSurvey> SurveyAsync(CancellationToken cancellationToken)
    {
        List<Link> links = await ReadAsync(cancellationToken);
        SeenCheckpoint? seen = await witness.FindAsync(cancellationToken);
        List<Link> signed = [.. links.Where(link => link.Statement is not null)];
        long first = signed.Count == 0 ? 1 : signed[^1].Statement!.First;
        long lastSigned = signed.Count == 0 ? 0 : signed[^1].Number;
        CheckpointFinding? witnessed = Witnessed(signed, seen?.Number ?? 0);
        long last = witnessed?.Fault == CheckpointFault.WitnessAhead ? lastSigned : Math.Max(lastSigned, seen?.Number ?? 0);
        links.RemoveAll(link => link.Number < first);
        signed.RemoveAll(link => link.Number < first);

        List<CheckpointFinding> findings = [.. Missing(links, first, last).Take(MostMissing), .. Altered(links, seen), .. witnessed is null ? [] : new[] { witnessed }];
        TrustedCheckpoint? latest = null;
        for (int i = signed.Count - 1; i >= 0 && latest is null; i--)
        {
            if (await heads.AreAsSignedAsync(signed[i].Statement!, cancellationToken))
            {
                latest = signed[i].ToTrusted();
            }
            else
            {
                findings.Add(new CheckpointFinding(signed[i].Number, CheckpointFault.HeadsAltered));
            }
        }

        long next = last + 1;
        while (links.Exists(link => link.Number == next))
        {
            // Forged: it stays where it is, to be found, and the chain goes on behind it.
            next++;
        }

        string? previous = links.Find(link => link.Number == next - 1)?.Hash ?? (seen?.Number == next - 1 ? seen.Hash : null);
        return new CheckpointSurvey(
            latest, [.. signed.Select(link => link.ToTrusted())], first, [.. findings.OrderBy(finding => finding.Number)], next, previous ?? AuditChain.Genesis);
    }

    /// <summary>One behind is a run that was killed between signing and remembering.</summary>
    private static CheckpointFinding? Witnessed(List<Link> signed, long seen)
    {
        long last = signed.Count == 0 ? 0 : signed[^1].Number;
        return seen < (signed.Count < 2 ? 0 : signed[^2].Number) ? new CheckpointFinding(last, CheckpointFault.WitnessBehind)
            : seen > last + (last == 0 ? MostEver : MostMissing) ? new CheckpointFinding(seen, CheckpointFault.WitnessAhead)
            : null;
    }

    private static IEnumerable<CheckpointFinding> Missing(List<Link> links, long first, long last)
    {
        HashSet<long> there = [.. links.Select(link => link.Number)];
        for (long number = first; number <= last; number++)
        {
            if (!there.Contains(number))
            {
                yield return new CheckpointFinding(number, CheckpointFault.Missing);
            }
        }
    }

    private static IEnumerable<CheckpointFinding> Altered(List<Link> links, SeenCheckpoint? seen)
    {
        for (int i = 0; i < links.Count; i++)
        {
            Link link = links[i];
            string? follower = i + 1 < links.Count && links[i + 1].Number == link.Number + 1 ? links[i + 1].Statement?.Previous : null;
            if (link.Statement is null)
            {
                yield return new CheckpointFinding(link.Number, CheckpointFault.Forged);
            }
            else if ((follower is not null && follower != link.Hash) || (seen?.Number == link.Number && seen.Hash != link.Hash))
            {
                yield return new CheckpointFinding(link.Number, CheckpointFault.Replaced);
            }
        }
    }

    private async Task<List<Link>> ReadAsync(CancellationToken cancellationToken)
    {
        List<Link> links = [];
        await foreach (StoredCheckpoint stored in checkpoints.ListAsync(cancellationToken))
        {
            CheckpointStatement? statement = await seal.OpenAsync(stored.Jws, cancellationToken);
            links.Add(new Link(stored.Number, stored.Jws, CheckpointSeal.Hash(stored.Jws), statement?.Number == stored.Number ? statement : null));
        }

        return links;
    }

    private sealed record Link(long Number, string Jws, string Hash, CheckpointStatement? Statement)
    {
        public TrustedCheckpoint ToTrusted() => new(Statement!, Hash, Jws);
    }
}
