using Microsoft.Extensions.Time.Testing;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Messages;
using Outreach.Core.Lists;
using Outreach.Testing.Audit;
using Outreach.Testing.Campaigns;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>A campaign for which messages are written: two agents of the insurer, everything in memory.</summary>
public sealed class MessagesWorld
{
    private readonly Pseudonyms _pseudonyms = new(new byte[32]);

    public MessagesWorld(string privacyPage = "https://assurance-maladie.example/donnees-personnelles", string title = "Autumn")
    {
        Campaign = SampleCampaign.Create() with { Title = title };
        Policy = new MessagePolicy { PrivacyPage = privacyPage };
        Samples = new SampleValues(new PublicAddress(new Uri("https://prevention.assurance-maladie.example")));
        Check = new MessageCheck(Samples, Policy);
        Renderer = new FluidMessageRenderer(Policy);
        Audit = new InMemoryAuditTrail(Time);
        Campaigns.AddAsync(Campaign, default).GetAwaiter().GetResult();
    }

    public FakeTimeProvider Time { get; } = new(SampleCampaign.Opens.AddDays(1));

    public Campaign Campaign { get; }

    public MessagePolicy Policy { get; }

    public SampleValues Samples { get; }

    public MessageCheck Check { get; }

    public FluidMessageRenderer Renderer { get; }

    public InMemoryAuditTrail Audit { get; }

    public InMemoryCampaignStore Campaigns { get; } = new();

    public InMemoryMessageTemplateStore Templates { get; } = new();

    public Caller Author { get; } = new("author", CallerKind.Insurer, Practitioner: null, new HashSet<string>(StringComparer.Ordinal) { Roles.WriteWaves, Roles.ApproveWaves });

    public Caller Approver { get; } = new("approver", CallerKind.Insurer, Practitioner: null, new HashSet<string>(StringComparer.Ordinal) { Roles.ApproveWaves });

    public WriteTemplateHandler Write() => new(Finder(), Journal(), Time);

    public DecideTemplateHandler Decide() => new(Finder(), Journal(), Time);

    public ReadTemplatesHandler Read() => new(Finder());

    public PreviewTemplateHandler Preview() => new(Finder(), Renderer, Samples);

    public TemplateFinder Finder() => new(Campaigns, Templates, Check, Time);

    public string Actor(Caller caller) => _pseudonyms.Actor(caller);

    /// <summary>Codes of what is found in one body that stands in the default template's place.</summary>
    public IReadOnlyList<MessageFinding> Findings(OutreachChannel channel, string language, string body, string? subject = null) =>
        [.. Check.Run(Campaign, SampleTemplate.With(channel, language, new TemplateText(subject ?? SampleTemplate.Texts[channel][language].Subject, body)))
            .Where(finding => finding.Channel == MessageChannels.Name(channel) && finding.Language == language)];

    private TemplateJournal Journal() => new(Audit, _pseudonyms);
}
