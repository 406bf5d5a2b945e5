using System.Globalization;
using FsCheck;
using FsCheck.Xunit;
using Outreach.Core.Audit;
using Outreach.Core.Audit.Evidence;
using Outreach.Core.Campaigns;
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
        Assert.Equal(outcomes.Contains(Outcome.Stuck) ? ["blocked"] : [], report.Conditions.SelectMany(condition => condition.Exceptions).Select(exception => exception.Code));
        Assert.Equal((outcomes.Length, outcomes.Any(IsSpent) ? 1 : 0), (report.Findings.Doctors.Doctors, report.Findings.Doctors.MostRequests));
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
    public async Task Report_OnlyRequestsGivenBack_CountsTheirDoctorsAndNoRequestOfTheirs()
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync(Outcome.PreparationFailed, Outcome.PreparationFailed);

        EvidenceReport report = await world.ReportAsync();

        Assert.Equal(new DoctorCounts(Doctors: 2, MostRequests: 0), report.Findings.Doctors);
    }

    [Fact]
    public async Task Report_OtherCampaignsLists_AreNotCounted()
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync(Outcome.Ready);
        await world.Lists.Campaigns.AddAsync(SampleCampaign.Create("spring-2027"), default);

        EvidenceReport other = (await world.Compile().RunAsync("spring-2027", default)).Value!;

        Assert.Equal(0, other.Findings.Lists.Known);
        Assert.True(other.Reconciles, Said(other));
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

    [Theory]
    [InlineData(14, 0)]
    [InlineData(16, 1)]
    public async Task Report_AccessEndedMinutesAgo_IsAnExceptionOnlyWhenTheTimerIsLate(int minutes, int exceptions)
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync();
        ListRequest request = await world.AddAsync(Outcome.Ready);
        world.Lists.Time.SetUtcNow(request.NotAfter.AddMinutes(minutes));

        EvidenceReport report = await world.ReportAsync();

        Assert.Equal(1, report.Findings.Lists.PastDue);
        Assert.Equal(exceptions, report.ExceptionCount);
    }

    /// <summary>Its row says when it was asked for, the trail when that was written: the report may begin so that the one is settled and the other is not.</summary>
    [Theory]
    [InlineData(-2, 59)]
    [InlineData(2, 61)]
    public async Task Report_RequestAndItsEventAstrideTheInstantOfSettling_Agree(int rowSeconds, int age)
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync();
        ListRequest request = await world.AddAsync(Outcome.Ready);
        await world.Lists.Requests.PutAsync(request with { RequestedAt = request.RequestedAt.AddSeconds(rowSeconds) }, default);
        world.Lists.Time.Advance(TimeSpan.FromSeconds(age));

        EvidenceReport report = await world.ReportAsync();

        Assert.NotEqual(report.Findings.Requests.Settled, report.Findings.Lists.Settled);
        Assert.True(report.Reconciles, Said(report));
    }

    /// <summary>Its record says destroyed by the time it is read, and the trail did not when that was read.</summary>
    [Fact]
    public async Task Reading_ListDestroyedMeanwhile_IsNoFault()
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync();
        ListRequest request = await world.AddAsync(Outcome.Ready);
        world.Meanwhile = async _ =>
        {
            world.Meanwhile = null;
            await world.Lists.Destroy.RunAsync(request, EndReason.Expired, "system", default);
        };

        ListEvidence list = await world.Reader().ReadAsync(request.List, trusted: null, default);

        Assert.Null(world.Meanwhile);
        Assert.Empty(list.Faults());
        Assert.Equal(ListFate.Destroyed, list.Fate);
    }

    /// <summary>A chain that looks altered, and a checkpoint meanwhile: it may be of another time than the checkpoint that it was compared with.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Report_CheckpointMeanwhile_IsCompiledAgainBeforeItAccuses(bool checkpoint)
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync(Outcome.Ready);
        await world.CheckpointAsync();
        List<byte[]> lines = world.Lists.Audit.Lines[AuditStream.ForList(new ListId(world.Outcomes.Keys.Single()))];
        byte[] last = lines[^1];
        lines.RemoveAt(lines.Count - 1);
        int readings = 0;
        world.Meanwhile = async _ =>
        {
            if (++readings == 2)
            {
                lines.Add(last);
                world.Meanwhile = null;
                if (checkpoint)
                {
                    await world.CheckpointAsync();
                }
            }
        };

        EvidenceReport report = await world.ReportAsync();

        Assert.Equal(2, readings);
        Assert.Equal(checkpoint, report.Reconciles);
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
    public async Task Report_CampaignEnded_SaysHowFarTheKeyIsAndThatNothingIsLeft()
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync(Outcome.Ready, Outcome.Opened, Outcome.DeletedAndAttested);
        await world.Lists.EndAsync();

        EvidenceReport report = await world.ReportAsync();

        Assert.True(report.Reconciles, Said(report));
        Assert.Equal((3, 3), (report.Findings.Lists.In(ListFate.Destroyed), report.Findings.Lists.Proofs));
        Assert.Equal(world.Lists.Campaign.Id, report.Campaign.Id);
        Assert.True(report.Findings.Key.Stage is KeyStage.Deleted or KeyStage.Purged, $"the key is {report.Findings.Key.Stage}");
        Assert.NotNull(report.Findings.Key.FinalOn);
        Assert.Equal(0, Number(report, "C5", "campaignSecretsStoredNow"));
    }

    /// <summary>Requests, records and the trail have ends of their own: what went in its time is no fault.</summary>
    [Theory]
    [InlineData(31, 3)]
    [InlineData(364, 3)]
    [InlineData(380, 0)]
    public async Task Report_LongAfterTheEnd_MissesOnlyWhatHadToGo(int days, int proofs)
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync(Outcome.Ready, Outcome.Opened, Outcome.DeletedAndAttested);
        await world.Lists.EndAsync();
        for (int day = 0; day < days; day++)
        {
            world.Lists.Time.Advance(TimeSpan.FromDays(1));
            if (day % 20 == 0 || day > days - 4)
            {
                await world.Lists.Enforce.RunAsync(world.Lists.Hub, default);
                await world.CheckpointAsync();
            }
        }

        EvidenceReport report = await world.ReportAsync();

        Assert.True(report.Reconciles, Said(report));
        Assert.Equal(0, report.ExceptionCount);
        Assert.Equal(proofs, report.Findings.Lists.Proofs);
    }

    [Fact]
    public async Task Report_RequestWithoutAnyNecessity_IsAnException()
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync();
        var asked = new Dictionary<string, string>(StringComparer.Ordinal) { ["campaign"] = world.Lists.Campaign.Id.Value };
        await world.Lists.Audit.AppendAsync(AuditStream.ForList(ListId.Create()), new AuditEvent("lists.requested", "system", asked), default);

        EvidenceReport report = await world.ReportAsync();

        Assert.Contains(report.Conditions.Single(condition => condition.Id == "C1").Exceptions, shown => shown is { Code: "necessity-not-accepted", Count: 1 });
    }

    /// <summary>Purged on the day that the vault had named, whenever it was looked at: also by a report that is the first to see it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void KeyEnd_PurgedKey_WasBeyondRecoveryWhenTheVaultHadSaid(bool seenBefore)
    {
        DateTimeOffset final = SampleCampaign.Opens.AddDays(90);
        Campaign campaign = SampleCampaign.Create() with
        {
            Key = new KeyState { DisabledAt = SampleCampaign.Opens, DeletedAt = SampleCampaign.Opens, FinalOn = final, PurgedAt = seenBefore ? final.AddDays(1) : null },
        };

        var end = KeyEnd.Of(campaign, new VaultKey(VaultKeyStage.Absent, PurgedOn: null), final.AddDays(5));

        Assert.Equal((KeyStage.Purged, final), (end.Stage, end.FinalOn));
    }

    /// <summary>The record of an attested list outlives a trail that is kept for six months: what only the trail told is not guessed. A list that can still be attested keeps its trail.</summary>
    [Fact]
    public async Task Report_TrailErasedBeforeTheRecords_SaysThatOnlyTheRecordIsKnown()
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync(new RetentionPeriod(6), Outcome.Opened, Outcome.DeletedAndAttested, Outcome.PreparationFailed);
        await world.Lists.EndAsync();
        for (int month = 0; month < 8; month++)
        {
            world.Lists.Time.Advance(TimeSpan.FromDays(30));
            await world.Lists.Enforce.RunAsync(world.Lists.Hub, default);
            await world.CheckpointAsync();
        }

        EvidenceReport report = await world.ReportAsync();

        ListTally lists = report.Findings.Lists;
        Assert.True(report.Reconciles, Said(report));
        Assert.Equal((3, 1, 1, 0, 1), (lists.Known, lists.KnownFromTheRecordAlone, lists.Failed, lists.EndedUnprepared, lists.Prepared));
        Assert.Equal(lists.Known, lists.Prepared + lists.Failed + lists.EndedUnprepared + lists.KnownFromTheRecordAlone + lists.InProgress);
    }

    [Fact]
    [Trait("threat", "50")]
    public async Task Proof_OfOneList_LeadsFromItsLastEventToTheSignedRoot()
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync(Outcome.Expired, Outcome.DeletedAndAttested, Outcome.Ready, Outcome.Opened, Outcome.Expired);
        string list = world.Outcomes.First(list => list.Value == Outcome.Expired).Key;
        await world.CheckpointAsync();

        ListProof proof = (await world.Proof().RunAsync(world.Lists.Campaign.Id.Value, list, default)).Value!;

        Assert.True(proof is { InTrail: true, Covered: true, Faults.Count: 0 });
        Assert.True(MerkleTree.Verify(
            Convert.FromHexString(proof.Checkpoint!.Root), proof.Checkpoint.Size, proof.Inclusion!.Index,
            MerkleTree.Leaf(System.Text.Encoding.UTF8.GetBytes(proof.Inclusion.Leaf)), [.. proof.Inclusion.Siblings.Select(Convert.FromHexString)]));
        Assert.Contains(list, proof.Inclusion.Leaf, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proof_BeforeTheCheckpointOrOfAnotherCampaign_SaysSo()
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync(Outcome.Expired, Outcome.Ready);
        await world.Lists.Campaigns.AddAsync(SampleCampaign.Create("spring-2027"), default);
        string expired = world.Outcomes.Single(list => list.Value == Outcome.Expired).Key;

        ListProof proof = (await world.Proof().RunAsync(world.Lists.Campaign.Id.Value, expired, default)).Value!;
        Result<ListProof> other = await world.Proof().RunAsync("spring-2027", expired, default);
        Result<ListProof> unknown = await world.Proof().RunAsync(world.Lists.Campaign.Id.Value, ListId.Create().Value, default);

        Assert.True(proof is { InTrail: true, Covered: false, Checkpoint: null, Inclusion: null });
        Assert.Equal(("evidence.list-unknown", "evidence.list-unknown"), (other.Failure?.Code, unknown.Failure?.Code));
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

    private static long Number(EvidenceReport report, string condition, string key) =>
        report.Conditions.Single(row => row.Id == condition).Numbers.Single(number => number.Key == key).Value;

    /// <summary>A request whose list could not be prepared is given back, and counts against no doctor's limit.</summary>
    private static bool IsSpent(Outcome outcome) => outcome is not Outcome.PreparationFailed;

    private static bool IsDestroyed(Outcome outcome) => outcome is not (Outcome.Queued or Outcome.Ready or Outcome.Opened or Outcome.Stuck);

    private static bool IsSaid(Wording wording) => wording.English.Length > 3 && wording.French.Length > 3;

    internal static string Said(EvidenceReport report) => string.Join('\n',
        report.Checks.Where(check => !check.Holds).Select(check => $"{check.Code}: {check.Expected} and {check.Found}")
            .Concat(report.Conditions.SelectMany(condition => condition.Exceptions.Select(exception => $"{condition.Id} {exception.Code}: {exception.Count}"))));
}
