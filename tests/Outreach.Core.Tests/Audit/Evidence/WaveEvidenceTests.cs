using Outreach.Core.Audit;
using Outreach.Core.Audit.Evidence;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Exceptions;
using Outreach.Testing.ComplementaryOutreach;
using Xunit;

namespace Outreach.Core.Tests.Audit.Evidence;

/// <summary>What the evidence says of the insurer's own outreach (C8, C9): from the trail alone, so that it stays when the waves are removed.</summary>
public sealed class WaveEvidenceTests
{
    private const string Author = "Insurer:0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task Report_AfterWaves_CountsThemByGroup()
    {
        using EvidenceWorld evidence = await EvidenceWorld.CreateAsync(Outcome.Ready);
        OutreachException exception = SampleWaves.Exception(evidence.Lists.Campaign.Id, most: 50);
        await TellAsync(evidence, exception, approver: SampleWaves.Approver);
        await RunAsync(evidence, SampleWaves.Wave(evidence.Lists.Campaign.Id), SampleWaves.Approver, solicited: 30);
        await RunAsync(evidence, Under(evidence, exception), SampleWaves.Approver, solicited: 20);
        await PlanAsync(evidence, SampleWaves.Wave(evidence.Lists.Campaign.Id));

        EvidenceReport report = await evidence.ReportAsync();

        Assert.Equal(
            new Dictionary<string, long>(StringComparer.Ordinal)
            {
                ["wavesPlanned"] = 3,
                ["wavesApproved"] = 2,
                ["wavesCompleted"] = 2,
                ["selectedWithoutPractitioner"] = 42,
                ["solicitedWithoutPractitioner"] = 30,
                ["exceptionsApproved"] = 1,
                ["allowedByExceptions"] = 50,
                ["selectedWithPractitioner"] = 42,
                ["solicitedWithPractitioner"] = 20,
                ["messagesSent"] = 50,
            },
            Numbers(report, "C8"));
        Assert.Equal((50, 4), (Numbers(report, "C9")["messagesSent"], Numbers(report, "C9")["messagesWithheld"]));
        Assert.Equal(0, Numbers(report, "C12")["eventsThatTellAContact"]);
        Assert.Empty(report.Conditions.Single(condition => condition.Id == "C8").Exceptions);
        Assert.True(report.Reconciles);
    }

    [Theory]
    [InlineData(Author, 20, "decided-by-the-author")]
    [InlineData(SampleWaves.Approver, 51, "beyond-exceptions")]
    [InlineData(null, 20, "beyond-exceptions")]
    [Trait("threat", "28")]
    public async Task Report_ForgedRecords_ShowInTheEvidence(string? approver, int solicited, string code)
    {
        using EvidenceWorld evidence = await EvidenceWorld.CreateAsync(Outcome.Ready);
        OutreachException exception = SampleWaves.Exception(evidence.Lists.Campaign.Id, most: 50);
        await TellAsync(evidence, exception, approver);
        await RunAsync(evidence, Under(evidence, exception), SampleWaves.Approver, solicited);

        EvidenceReport report = await evidence.ReportAsync();

        Assert.Equal([code], report.Conditions.Single(condition => condition.Id == "C8").Exceptions.Select(found => found.Code));
    }

    [Fact]
    [Trait("threat", "28")]
    public async Task Report_OfWords_CountsVersionsThatSomebodyElseApproved_AndNamesThoseOfTheirAuthor()
    {
        using EvidenceWorld evidence = await EvidenceWorld.CreateAsync(Outcome.Ready);
        await SayAsync(evidence, "templates.written", Author, ("template", "first-words"), ("version", "1"), ("findings", "0"));
        await SayAsync(evidence, "templates.approved", SampleWaves.Approver, ("template", "first-words"), ("version", "1"), ("findings", "0"));
        await SayAsync(evidence, "templates.written", Author, ("template", "first-words"), ("version", "2"), ("findings", "0"));
        Assert.Equal(1, Numbers(await evidence.ReportAsync(), "C6")["templateVersionsApproved"]);
        Assert.Empty(ExceptionsOf(await evidence.ReportAsync(), "C6"));

        await SayAsync(evidence, "templates.approved", Author, ("template", "first-words"), ("version", "2"), ("findings", "0"));

        Assert.Equal(["words-approved-by-the-author"], ExceptionsOf(await evidence.ReportAsync(), "C6"));
    }

    [Fact]
    public async Task Report_OfAWaveThatWentOutUnapproved_SaysSo()
    {
        using EvidenceWorld evidence = await EvidenceWorld.CreateAsync(Outcome.Ready);
        Wave wave = SampleWaves.Wave(evidence.Lists.Campaign.Id);
        await PlanAsync(evidence, wave);
        await SayAsync(evidence, "waves.completed", "system", ("wave", wave.Id.Value), ("handedOver", "3"), ("withheld", "0"), ("refused", "0"), ("uncertain", "0"));

        Assert.Equal(["sent-unapproved"], ExceptionsOf(await evidence.ReportAsync(), "C6"));
    }

    /// <summary>Objections have chains of their own.</summary>
    [Fact]
    [Trait("threat", "59")]
    public async Task Report_OfAnEventThatTellsAContact_SaysSo()
    {
        using EvidenceWorld evidence = await EvidenceWorld.CreateAsync(Outcome.Ready);
        await SayAsync(evidence, "contacts.closed", "system");

        EvidenceReport report = await evidence.ReportAsync();

        Assert.Equal(1, Numbers(report, "C12")["eventsThatTellAContact"]);
        Assert.Equal(["contact-told"], ExceptionsOf(report, "C12"));
    }

    private static Task SayAsync(EvidenceWorld evidence, string type, string actor, params (string Name, string Value)[] data) => evidence.Lists.Audit.AppendAsync(
        AuditStream.ForCampaign(evidence.Lists.Campaign.Id), new AuditEvent(type, actor, data.ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal)), default);

    private static IEnumerable<string> ExceptionsOf(EvidenceReport report, string condition) =>
        report.Conditions.Single(found => found.Id == condition).Exceptions.Select(found => found.Code);

    private static Wave Under(EvidenceWorld evidence, OutreachException exception)
    {
        Wave wave = SampleWaves.Wave(evidence.Lists.Campaign.Id);
        return wave with { Plan = wave.Plan with { Group = WaveGroup.WithPractitioner, Exception = exception.Id } };
    }

    /// <summary>Straight into the trail: the handlers would refuse some of it.</summary>
    private static async Task TellAsync(EvidenceWorld evidence, OutreachException exception, string? approver)
    {
        var journal = new ExceptionJournal(new InMemoryOutreachExceptionStore(), evidence.Lists.Audit);
        await journal.AddAsync(exception, default);
        if (approver is not null)
        {
            var data = new Dictionary<string, string>(StringComparer.Ordinal) { ["exception"] = exception.Id };
            await evidence.Lists.Audit.AppendAsync(AuditStream.ForCampaign(exception.Campaign), new AuditEvent("exceptions.approved", approver, data), default);
        }
    }

    private static async Task<WaveJournal> PlanAsync(EvidenceWorld evidence, Wave wave)
    {
        var journal = new WaveJournal(new InMemoryWaveStore(), evidence.Lists.Audit, evidence.Lists.Time);
        await journal.AddAsync(wave, default);
        await journal.MoveAsync(wave.Campaign, wave.Id, new WaveEvent.Previewed(SampleWaves.Preview(1)), "system", default);
        return journal;
    }

    private static async Task RunAsync(EvidenceWorld evidence, Wave wave, string approver, int solicited)
    {
        WaveJournal journal = await PlanAsync(evidence, wave);
        await journal.MoveAsync(wave.Campaign, wave.Id, new WaveEvent.Approved(approver, SampleWaves.Preview(1).CountedAt), approver, default);
        await journal.MoveAsync(wave.Campaign, wave.Id, new WaveEvent.SendingFinished(), "system", default);
        await journal.MoveAsync(wave.Campaign, wave.Id, new WaveEvent.Reconciled(new WaveTally(0, solicited - 1, 2, 1, 1, 0, 0)), "system", default);
    }

    private static Dictionary<string, long> Numbers(EvidenceReport report, string condition) => report.Conditions
        .Single(found => found.Id == condition).Numbers.ToDictionary(number => number.Key, number => number.Value, StringComparer.Ordinal);
}
