using System.Globalization;
using FsCheck;
using FsCheck.Xunit;
using Outreach.Core.Audit;
using Outreach.Core.Audit.Evidence;
using Outreach.Core.Lists;
using Outreach.Testing.Campaigns;
using Xunit;

namespace Outreach.Core.Tests.Audit.Evidence;

public sealed class EvidenceTests
{
    private static readonly Outcome[] Each = Enum.GetValues<Outcome>();

    [Fact]
    public async Task Report_OfAnyCampaign_ShowsFifteenConditionsWithNumbersAndSources()
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync(Each);

        EvidenceReport report = await world.ReportAsync();

        Assert.Equal(Enumerable.Range(1, 15).Select(i => $"C{i}"), report.Conditions.Select(condition => condition.Id));
        Assert.All(report.Conditions, condition =>
        {
            Assert.NotEmpty(condition.Numbers);
            Assert.All(condition.Numbers, number => Assert.True(IsSaid(number.Label) && IsSaid(number.Source), condition.Id));
            Assert.True(IsSaid(condition.Law) && IsSaid(condition.Condition) && IsSaid(condition.EnforcedBy), condition.Id);
        });
        Assert.All(report.Checks, check => Assert.NotNull(CheckTexts.Of(check.Code)));
    }

    /// <summary>The numbers are those of storage, counted by another way than the report counts them.</summary>
    [Property(MaxTest = 12)]
    public async Task Report_OfAnyMixtureOfEnds_AgreesWithStorageAndWithItself(NonEmptyArray<byte> mixture)
    {
        Outcome[] outcomes = [.. mixture.Get.Take(12).Select(drawn => Each[drawn % Each.Length])];
        using EvidenceWorld world = await EvidenceWorld.CreateAsync(outcomes);

        EvidenceReport report = await world.ReportAsync();

        ListTally lists = report.Findings.Lists;
        Assert.True(report.Reconciles, Said(report));
        Assert.Equal(0, report.ExceptionCount);
        Assert.Equal(outcomes.Length, lists.Known);
        Assert.Equal(outcomes.Length, report.Findings.Requests.Requests);
        Assert.Equal(outcomes.Count(outcome => outcome is Outcome.Queued), lists.InProgress);
        Assert.Equal(outcomes.Count(outcome => outcome is Outcome.PreparationFailed), lists.Failed);
        Assert.Equal(outcomes.Count(outcome => outcome is Outcome.ClosedUnbuilt), lists.EndedUnprepared);
        Assert.Equal(outcomes.Count(outcome => outcome is Outcome.Opened or Outcome.DeletedAndAttested or Outcome.ClosedReady), lists.Opened);
        Assert.Equal(outcomes.Count(outcome => outcome is Outcome.DeletedAndAttested), lists.Attested);
        Assert.Equal(outcomes.Count(outcome => outcome is Outcome.Stuck), lists.In(ListFate.Destroying));
        Assert.Equal(outcomes.Count(IsDestroyed), lists.In(ListFate.Destroyed));
        Assert.Equal(outcomes.Count(outcome => outcome is Outcome.DeletedUnopened or Outcome.DeletedAndAttested), lists.For(EndReason.Deleted));
        Assert.Equal(outcomes.Count(outcome => outcome is Outcome.Expired or Outcome.Stuck), lists.For(EndReason.Expired));
        Assert.Equal(outcomes.Count(outcome => outcome is Outcome.ClosedReady or Outcome.ClosedUnbuilt), lists.For(EndReason.CampaignClosed));
        Assert.Equal(world.Lists.Audit.Entries.Count(entry => entry.Entry.Type == "deletion.list-destroyed"), lists.Proofs);
        Assert.Equal(world.Lists.Audit.Entries.Count(entry => entry.Stream.Value.StartsWith("lists/", StringComparison.Ordinal)), lists.AuditEvents);
        Assert.Equal(world.Lists.Blobs.Contents.Count, lists.Ciphertexts);
        Assert.Equal(
            world.Lists.Audit.Entries.Where(entry => entry.Entry.Type == "lists.sealed").Sum(entry => int.Parse(entry.Entry.Data["rows"], CultureInfo.InvariantCulture)),
            lists.Rows);
    }

    [Fact]
    public async Task Report_OtherCampaignsLists_AreNotCounted()
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync(Outcome.Ready);
        await world.Lists.Campaigns.AddAsync(SampleCampaign.Create("spring-2027"), default);

        EvidenceReport other = (await world.Compile().RunAsync("spring-2027", default)).Value!;

        Assert.Equal(0, other.Findings.Lists.Known);
        Assert.True(other.Checks.Where(check => check.Code != "key-as-the-campaign-says").All(check => check.Holds), Said(other));
    }

    [Fact]
    public async Task Report_NoSuchCampaign_IsNotFound()
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync();

        Assert.Equal("campaigns.not-found", (await world.Compile().RunAsync("winter-1999", default)).Failure?.Code);
        Assert.Equal("campaigns.not-found", (await world.Compile().RunAsync("No campaign!", default)).Failure?.Code);
    }

    [Fact]
    public async Task Report_AccessEndedAndNothingRan_SaysPastDue()
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync(Outcome.Ready, Outcome.Ready, Outcome.Expired);
        world.Lists.Time.Advance(TimeSpan.FromDays(40));

        EvidenceReport report = await world.ReportAsync();

        Assert.Equal(2, report.Findings.Lists.PastDue);
        EvidenceException exception = Assert.Single(report.Conditions.Single(condition => condition.Id == "C4").Exceptions);
        Assert.Equal(("past-due", 2), (exception.Code, exception.Count));
        Assert.True(report.Reconciles, Said(report));
    }

    [Fact]
    public async Task Report_ProofsSinceTheCheckpoint_AreNotYetCovered()
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync(Outcome.Expired, Outcome.DeletedUnopened);
        await world.CheckpointAsync();
        await world.AddAsync(Outcome.Expired);
        world.Lists.Time.Advance(TimeSpan.FromMinutes(5));

        ListTally lists = (await world.ReportAsync()).Findings.Lists;

        Assert.Equal((3, 2), (lists.Proofs, lists.Covered));
    }

    [Fact]
    public async Task Proofs_OfManyLists_ComeInPagesEachOnce()
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync(Outcome.Ready);
        for (int i = 0; i < ListProofsHandler.PageSize + 20; i++)
        {
            ListRecord record = Testing.Lists.Sample.Record() with
            {
                Campaign = world.Lists.Campaign.Id,
                State = ListState.Destroyed,
                End = EndReason.Expired,
                DestroyedAt = Testing.Lists.Sample.Noon,
            };
            await world.Lists.Lists.TryPutAsync(record with { Receipt = new AuditReceipt(AuditStream.ForList(record.Id), 3, "abc") }, etag: null, default);
        }

        var handler = new ListProofsHandler(world.Lists.Campaigns, world.Lists.Lists);
        ProofPage first = (await handler.RunAsync(world.Lists.Campaign.Id.Value, "", default)).Value!;
        ProofPage second = (await handler.RunAsync(world.Lists.Campaign.Id.Value, first.Next!, default)).Value!;

        Assert.Equal((ListProofsHandler.PageSize, 20), (first.Proofs.Count, second.Proofs.Count));
        Assert.Null(second.Next);
        Assert.Equal(ListProofsHandler.PageSize + 20, first.Proofs.Concat(second.Proofs).Select(proof => proof.ListId).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal("evidence.continuation-invalid", (await handler.RunAsync(world.Lists.Campaign.Id.Value, "here", default)).Failure?.Code);
    }

    private static bool IsDestroyed(Outcome outcome) => outcome is not (Outcome.Queued or Outcome.Ready or Outcome.Opened or Outcome.Stuck);

    private static bool IsSaid(Wording wording) => wording.English.Length > 3 && wording.French.Length > 3;

    internal static string Said(EvidenceReport report) => string.Join('\n',
        report.Checks.Where(check => !check.Holds).Select(check => $"{check.Code}: {check.Expected} and {check.Found}")
            .Concat(report.Conditions.SelectMany(condition => condition.Exceptions.Select(exception => $"{condition.Id} {exception.Code}: {exception.Count}"))));
}
