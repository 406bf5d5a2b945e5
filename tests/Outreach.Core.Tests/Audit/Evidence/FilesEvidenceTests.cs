using Outreach.Core.Audit;
using Outreach.Core.Audit.Evidence;
using Xunit;

namespace Outreach.Core.Tests.Audit.Evidence;

/// <summary>What the evidence says of files with people's data: that they are gone, or that nobody read that back.</summary>
public sealed class FilesEvidenceTests
{
    private const string Import = "0123456789abcdef0123456789abcdef";
    private const string Wave = "fedcba9876543210fedcba9876543210";

    [Fact]
    public async Task Report_OfFilesThatWereDestroyed_CountsEachOnce()
    {
        using EvidenceWorld evidence = await EvidenceWorld.CreateAsync(Outcome.Ready);
        await SayAsync(evidence, "register.import-asked", ("import", Import));
        foreach (string part in new[] { "dept-75-000000-sms-0000", "dept-75-000000-sms-0000", "dept-75-000000-sms-0001" })
        {
            await SayAsync(evidence, "deletion.extract-destroyed", ("import", Import));
            await SayAsync(evidence, "outreach.batch-destroyed", ("wave", Wave), ("part", part));
        }

        evidence.Lists.Time.Advance(TimeSpan.FromDays(20));
        EvidenceReport report = await evidence.ReportAsync();

        Assert.Equal((1, 2), (Number(report, "extractsDestroyed"), Number(report, "batchesDestroyed")));
        Assert.DoesNotContain("extract-left", ExceptionsOf(report));
    }

    [Theory]
    [InlineData(95, false)]
    [InlineData(96, true)]
    public async Task Report_OfAnExtractThatNobodyReadBackAsGone_SaysSoAfterDays(int hours, bool said)
    {
        using EvidenceWorld evidence = await EvidenceWorld.CreateAsync();
        await SayAsync(evidence, "register.import-asked", ("import", Import));
        evidence.Lists.Time.Advance(TimeSpan.FromHours(hours));

        Assert.Equal(said, ExceptionsOf(await evidence.ReportAsync()).Contains("extract-left"));
    }

    private static Task SayAsync(EvidenceWorld evidence, string type, params (string Name, string Value)[] data) => evidence.Lists.Audit.AppendAsync(
        AuditStream.ForCampaign(evidence.Lists.Campaign.Id), new AuditEvent(type, "system", data.ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal)), default);

    private static EvidenceCondition Condition(EvidenceReport report) => report.Conditions.Single(condition => condition.Id == "C5");

    private static long Number(EvidenceReport report, string key) => Condition(report).Numbers.Single(number => number.Key == key).Value;

    private static IEnumerable<string> ExceptionsOf(EvidenceReport report) => Condition(report).Exceptions.Select(exception => exception.Code);
}
