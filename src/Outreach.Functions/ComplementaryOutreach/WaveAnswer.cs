using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Planning;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>A wave as those who plan and approve see it. People are numbers; agents are opaque names.</summary>
/// <param name="State">See <see cref="WaveState"/>.</param>
/// <param name="Preview">Null until it was counted.</param>
/// <param name="Tally">Null before it is sent.</param>
public sealed record WaveAnswer(
    string WaveId,
    string Campaign,
    string State,
    string Group,
    string Template,
    int TemplateVersion,
    IReadOnlyList<string> Channels,
    IReadOnlyList<string> Departments,
    int? MostPeople,
    string? Exception,
    string Author,
    DateTimeOffset CreatedAt,
    PreviewAnswer? Preview,
    string? Decider,
    DateTimeOffset? DecidedAt,
    string? Canceller,
    DateTimeOffset? EndedAt,
    WaveTally? Tally)
{
    public static WaveAnswer Of(WaveView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        (Wave wave, WavePlan plan) = (view.Wave, view.Wave.Plan);
        return new WaveAnswer(
            wave.Id.Value, wave.Campaign.Value, wave.State.ToString(), plan.Group.ToString(), plan.Template, plan.TemplateVersion,
            [.. plan.Channels.Select(channel => channel.ToString())], plan.Departments, plan.MostPeople, plan.Exception, wave.Author, wave.CreatedAt,
            wave.Preview is { } preview ? PreviewAnswer.Of(preview) : null,
            wave.Decider, wave.DecidedAt, wave.Canceller, wave.EndedAt, view.Tally);
    }

    public static string Address(Wave wave)
    {
        ArgumentNullException.ThrowIfNull(wave);
        return $"/api/campaigns/{wave.Campaign.Value}/waves/{wave.Id.Value}";
    }
}

/// <summary>What was counted.</summary>
/// <param name="Selected">By channel.</param>
/// <param name="LeftOut">By reason; who is held, closed or has objected in this campaign is one number (C12).</param>
public sealed record PreviewAnswer(int Generation, DateTimeOffset CountedAt, IReadOnlyDictionary<string, long> Selected, IReadOnlyDictionary<string, long> LeftOut)
{
    public static PreviewAnswer Of(WavePreview preview)
    {
        ArgumentNullException.ThrowIfNull(preview);
        return new PreviewAnswer(preview.Generation, preview.CountedAt, ByName(preview.Selected), ByName(preview.LeftOut));
    }

    private static SortedDictionary<string, long> ByName<T>(IReadOnlyDictionary<T, long> counts)
        where T : struct, Enum => new(counts.ToDictionary(count => count.Key.ToString(), count => count.Value), StringComparer.Ordinal);
}

/// <summary>All waves of a campaign, newest first.</summary>
public sealed record WavesAnswer(IReadOnlyList<WaveAnswer> Waves);
