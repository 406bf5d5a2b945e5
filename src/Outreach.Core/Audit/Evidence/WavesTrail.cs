using System.Collections.Immutable;
using System.Globalization;
using Outreach.Core.ComplementaryOutreach;

namespace Outreach.Core.Audit.Evidence;

/// <summary>What the trail says of one wave; a word that stands twice after a kill counts once.</summary>
/// <param name="Author">Who planned it, or set the schedule that did.</param>
public sealed record WaveTold(string Author, string Group, string? Exception)
{
    public string? Approver { get; init; }

    public string? Decider { get; init; }

    /// <summary>By its latest preview.</summary>
    public long Selected { get; init; }

    public bool IsCompleted { get; init; }

    /// <summary>Messages that a channel took, or may have taken.</summary>
    public long Solicited { get; init; }

    /// <summary>Messages that were planned, and not sent because something changed about the person before.</summary>
    public long Withheld { get; init; }
}

/// <summary>What the trail says of one exception to "without a treating doctor".</summary>
public sealed record ExceptionTold(string Author, long MostPeople)
{
    public string? Approver { get; init; }
}

/// <summary>What the trail of a campaign says of the insurer's own outreach (C8, C9): there are a few hundred waves at most.</summary>
public sealed record WavesTrail
{
    private const string System = "system";

    public static WavesTrail None { get; } = new();

    public ImmutableDictionary<string, WaveTold> Waves { get; init; } = ImmutableDictionary.Create<string, WaveTold>(StringComparer.Ordinal);

    public ImmutableDictionary<string, ExceptionTold> Exceptions { get; init; } = ImmutableDictionary.Create<string, ExceptionTold>(StringComparer.Ordinal);

    /// <summary>Versions of the messages' words.</summary>
    public WordsTrail Words { get; init; } = WordsTrail.None;

    /// <summary>Who set the schedule last.</summary>
    public string? Scheduler { get; init; }

    public long Solicited => Waves.Values.Sum(wave => wave.Solicited);

    public long Withheld => Waves.Values.Sum(wave => wave.Withheld);

    public long Approved => Waves.Values.LongCount(wave => wave.Approver is not null);

    public long SentUnapproved => Waves.Values.LongCount(wave => wave.Approver is null && wave.Solicited > 0);

    /// <summary>Of waves that somebody approved.</summary>
    public long SelectedOf(WaveGroup group) => Of(group).Sum(wave => wave.Selected);

    public long SolicitedOf(WaveGroup group) => Of(group).Sum(wave => wave.Solicited);

    /// <summary>People that approved exceptions allow.</summary>
    public long AllowedByExceptions => Exceptions.Values.Where(exception => exception.Approver is not null).Sum(exception => exception.MostPeople);

    /// <summary>Waves and exceptions that their own author decided on (threat 28).</summary>
    public long DecidedByTheAuthor =>
        Waves.Values.LongCount(wave => wave.Decider == wave.Author) + Exceptions.Values.LongCount(exception => exception.Approver == exception.Author);

    /// <summary>Exceptions under which more were solicited than they allow, and waves for people with a doctor that no approved exception covers.</summary>
    public long BeyondExceptions =>
        Exceptions.LongCount(exception => Waves.Values.Where(wave => wave.Exception == exception.Key).Sum(wave => wave.Solicited) > exception.Value.MostPeople)
        + Of(WaveGroup.WithPractitioner).LongCount(wave => Exceptions.GetValueOrDefault(wave.Exception ?? "")?.Approver is null);

    public WavesTrail With(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        string wave = entry.Data.GetValueOrDefault("wave") ?? "";
        string exception = entry.Data.GetValueOrDefault("exception") ?? "";
        return entry.Type switch
        {
            "waves.planned" => this with { Waves = Waves.SetItem(wave, Planned(entry)) },
            "waves.previewed" => Change(wave, told => told with { Selected = Count(entry, "selected") }),
            "waves.approved" => Change(wave, told => told with { Approver = entry.Actor, Decider = entry.Actor }),
            "waves.rejected" => Change(wave, told => told with { Decider = entry.Actor }),
            "waves.completed" => Change(wave, told => Ended(told, entry) with { IsCompleted = true }),
            "waves.cancelled" => Change(wave, told => Ended(told, entry)),
            "exceptions.requested" => this with { Exceptions = Exceptions.SetItem(exception, new ExceptionTold(entry.Actor, Count(entry, "people"))) },
            "exceptions.approved" => ChangeException(exception, told => told with { Approver = entry.Actor }),
            "schedules.set" => this with { Scheduler = entry.Actor },
            _ => this with { Words = Words.With(entry) },
        };
    }

    private IEnumerable<WaveTold> Of(WaveGroup group) => Waves.Values.Where(wave => wave.Approver is not null && wave.Group == group.ToString());

    private WaveTold Planned(AuditEntry entry) => new(
        entry.Actor == System ? Scheduler ?? System : entry.Actor, entry.Data.GetValueOrDefault("group") ?? "", entry.Data.GetValueOrDefault("exception"));

    private static WaveTold Ended(WaveTold told, AuditEntry entry) => told with
    {
        Solicited = Count(entry, "handedOver") + Count(entry, "uncertain"),
        Withheld = Count(entry, "withheld"),
    };

    private WavesTrail Change(string wave, Func<WaveTold, WaveTold> change) =>
        Waves.TryGetValue(wave, out WaveTold? told) ? this with { Waves = Waves.SetItem(wave, change(told)) } : this;

    private WavesTrail ChangeException(string exception, Func<ExceptionTold, ExceptionTold> change) =>
        Exceptions.TryGetValue(exception, out ExceptionTold? told) ? this with { Exceptions = Exceptions.SetItem(exception, change(told)) } : this;

    private static long Count(AuditEntry entry, string name) =>
        long.TryParse(entry.Data.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count : 0;
}
