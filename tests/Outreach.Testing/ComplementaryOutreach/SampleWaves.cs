using Outreach.Core;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Testing.Lists;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>Waves, exceptions and words that nobody sends.</summary>
public static class SampleWaves
{
    public const string Author = "Insurer:0123456789abcdef0123456789abcdef";
    public const string Approver = "Insurer:fedcba9876543210fedcba9876543210";

    public static WavePlan Plan { get; } = new(WaveGroup.WithoutPractitioner, "first-words", 1, [OutreachChannel.Email, OutreachChannel.Sms], ["75", "93"]);

    public static Wave Wave(CampaignId campaign, WaveState state = WaveState.Previewing) => new(WaveId.Create(), campaign, state, Plan, Author, Sample.Noon);

    /// <summary>One with every column filled.</summary>
    public static Wave Ended(CampaignId campaign) => Wave(campaign, WaveState.Cancelled) with
    {
        Plan = Plan with { Group = WaveGroup.WithPractitioner, MostPeople = 50, Exception = RandomId.Create() },
        Preview = Preview(3),
        Decider = Approver,
        DecidedAt = Sample.Noon.AddDays(1).AddTicks(1),
        Canceller = Author,
        EndedAt = Sample.Noon.AddDays(2).AddTicks(2),
        Tally = new WaveTally(0, 20, 3, 2, 1, 12, 4),
    };

    public static WavePreview Preview(int generation, DateTimeOffset? at = null) => new(
        generation,
        at ?? Sample.Noon,
        new Dictionary<OutreachChannel, long> { [OutreachChannel.Email] = 30, [OutreachChannel.Sms] = 12 },
        new Dictionary<SelectionOutcome, long> { [SelectionOutcome.Vaccinated] = 7, [SelectionOutcome.NotAvailable] = 2 });

    public static OutreachException Exception(CampaignId campaign, int most = 100) => new(
        RandomId.Create(), campaign, "Doctors of one island are all on leave until spring.", most, Author, Sample.Noon, Sample.Noon.AddDays(60));

    public static MessageTemplate Template(CampaignId campaign, string id = "first-words", int version = 1, TemplateState state = TemplateState.Approved) => new(
        campaign,
        id,
        version,
        state,
        new Dictionary<OutreachChannel, IReadOnlyDictionary<string, TemplateText>>
        {
            [OutreachChannel.Email] = new Dictionary<string, TemplateText>(StringComparer.Ordinal) { ["fr"] = new("Objet", "Texte"), ["en"] = new("Subject", "Text") },
            [OutreachChannel.Sms] = new Dictionary<string, TemplateText>(StringComparer.Ordinal) { ["fr"] = new("", "Texte"), ["en"] = new("", "Text") },
        },
        Author,
        Sample.Noon);
}
