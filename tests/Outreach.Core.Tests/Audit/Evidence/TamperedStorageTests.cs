using System.Text;
using Outreach.Core.Audit;
using Outreach.Core.Audit.Evidence;
using Outreach.Core.Lists;
using Xunit;

namespace Outreach.Core.Tests.Audit.Evidence;

/// <summary>Somebody with the storage changes it by hand, and the report says so.</summary>
public sealed class TamperedStorageTests
{
    [Theory]
    [InlineData("a ciphertext put back", "ciphertext-left", "destroyed-left-nothing")]
    [InlineData("a share put back", "share-left", "destroyed-left-nothing")]
    [InlineData("a record set to ready", "destroyed-yet-alive", "destroyed-have-events")]
    [InlineData("a record removed", "record-missing", "destroyed-have-proofs")]
    [InlineData("a destruction taken out of the trail", "proof-missing", "destroyed-have-proofs")]
    [InlineData("a whole trail removed", "request-missing", "destroyed-have-proofs")]
    [InlineData("an event edited", "chain-altered", "chains-intact")]
    [InlineData("a receipt changed", "proof-missing", "destroyed-have-proofs")]
    [InlineData("another number left out", "left-out-differs", "left-out-as-sealed")]
    [InlineData("a list marked destroyed without being destroyed", "proof-missing", "destroyed-have-proofs")]
    public async Task Report_StorageChangedByHand_SaysWhatDoesNotAgreeAndWhichList(string change, string exception, string check)
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync(Outcome.Ready, Outcome.DeletedAndAttested, Outcome.Expired);
        bool living = change.Contains("without being", StringComparison.Ordinal) || change.Contains("left out", StringComparison.Ordinal);
        ListId list = new(world.Outcomes.Single(list => list.Value == (living ? Outcome.Ready : Outcome.Expired)).Key);

        await ChangeAsync(world, list, change);
        EvidenceReport report = await world.ReportAsync();

        EvidenceException shown = report.Conditions.SelectMany(condition => condition.Exceptions).Single(shown => shown.Code == exception);
        Assert.Equal([list.Value], shown.Lists);
        Assert.Contains(check, report.Checks.Where(check => !check.Holds).Select(check => check.Code));
        Assert.False(report.Reconciles);
    }

    [Fact]
    [Trait("threat", "50")]
    public async Task Report_TailCutAfterTheCheckpoint_IsFoundByTheCheckpoint()
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync(Outcome.Ready, Outcome.Opened);
        ListId list = new(world.Outcomes.Single(list => list.Value == Outcome.Opened).Key);
        await world.CheckpointAsync();

        List<byte[]> lines = world.Lists.Audit.Lines[AuditStream.ForList(list)];
        lines.RemoveAt(lines.Count - 1);
        EvidenceReport report = await world.ReportAsync();

        Assert.Equal([list.Value], Assert.Single(report.Conditions.Single(condition => condition.Id == "C14").Exceptions, shown => shown.Code == "chain-altered").Lists);
    }

    /// <summary>Retention keeps the trail of a list that can still be attested, so its absence is no erasure in due time.</summary>
    [Theory]
    [InlineData(Outcome.Expired, true)]
    [InlineData(Outcome.DeletedAndAttested, false)]
    public async Task Report_TrailGoneSevenMonthsAfterTheEnd_IsRetentionsWorkOnlyOfAnAttestedList(Outcome outcome, bool isMissed)
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync(new RetentionPeriod(6), outcome);
        await world.Lists.Enforce.RunAsync(world.Lists.Hub, default);
        world.Lists.Time.Advance(TimeSpan.FromDays(220));

        world.Lists.Audit.Lines.TryRemove(AuditStream.ForList(new ListId(world.Outcomes.Single().Key)), out _);
        EvidenceReport report = await world.ReportAsync();

        Assert.Equal(isMissed, report.Conditions.SelectMany(condition => condition.Exceptions).Any(shown => shown.Code == "proof-missing"));
    }

    /// <summary>A chain that is intact in itself, and not the one that was signed.</summary>
    [Theory]
    [Trait("threat", "50")]
    [InlineData("cut")]
    [InlineData("rewritten")]
    [InlineData("removed")]
    public async Task Report_CampaignsOwnChainChangedAfterTheCheckpoint_IsFoundByTheCheckpoint(string change)
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync(Outcome.Ready);
        var stream = AuditStream.ForCampaign(world.Lists.Campaign.Id);
        foreach (string type in new[] { "campaigns.created", "register.imported" })
        {
            await world.Lists.Audit.AppendAsync(stream, new AuditEvent(type, "system", new Dictionary<string, string>(StringComparer.Ordinal)), default);
        }

        await world.CheckpointAsync();
        Assert.True((await world.ReportAsync()).Reconciles);

        List<byte[]> lines = world.Lists.Audit.Lines[stream];
        lines.RemoveRange(change == "removed" ? 0 : lines.Count - 1, change == "removed" ? lines.Count : 1);
        if (change == "rewritten")
        {
            await world.Lists.Audit.AppendAsync(stream, new AuditEvent("campaigns.closed", "system", new Dictionary<string, string>(StringComparer.Ordinal)), default);
        }

        EvidenceReport report = await world.ReportAsync();

        Assert.Contains("chains-intact", report.Checks.Where(check => !check.Holds).Select(check => check.Code));
    }

    [Fact]
    public async Task Report_CiphertextOfNoList_IsAnException()
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync(Outcome.Ready);
        await world.Lists.Blobs.UploadAsync($"{ListId.Create().Value}/{RandomId.Create()}", new byte[] { 1 }, default);

        EvidenceReport report = await world.ReportAsync();

        Assert.Contains(report.Conditions.Single(condition => condition.Id == "C3").Exceptions, shown => shown is { Code: "nothing-without-a-list", Count: 1 });
    }

    [Fact]
    public async Task Report_RequestRowRemoved_NoLongerCountsAsManyRequestsAsLists()
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync(Outcome.Ready, Outcome.Ready);
        ListRequest request = await world.Lists.Requests.ReadAsync(world.Lists.Campaign.Id, default).FirstAsync();
        await world.Lists.Requests.PutAsync(request with { Campaign = Core.Campaigns.CampaignId.Parse("another") }, default);

        EvidenceReport report = await world.ReportAsync();

        Assert.Contains(report.Conditions.Single(condition => condition.Id == "C1").Exceptions, shown => shown is { Code: "requests-have-lists", Count: 1 });
    }

    [Fact]
    [Trait("threat", "46")]
    public async Task Report_KeyRecoveredAfterItsEnd_IsAnException()
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync();
        await world.Lists.ReplaceCampaignAsync(campaign => campaign with
        {
            State = Core.Campaigns.CampaignState.Closed,
            Key = new Core.Campaigns.KeyState { DisabledAt = world.Lists.Time.GetUtcNow(), DeletedAt = world.Lists.Time.GetUtcNow() },
        });

        EvidenceReport report = await world.ReportAsync();

        Assert.Contains(report.Conditions.Single(condition => condition.Id == "C5").Exceptions, shown => shown.Code == "key-as-the-campaign-says");
    }

    private static async Task ChangeAsync(EvidenceWorld world, ListId list, string change)
    {
        Versioned<ListRecord> stored = (await world.Lists.Lists.FindAsync(list, default))!;
        List<byte[]> lines = world.Lists.Audit.Lines[AuditStream.ForList(list)];
        switch (change)
        {
            case "a ciphertext put back":
                await world.Lists.Blobs.UploadAsync($"{list.Value}/{RandomId.Create()}", new byte[] { 1 }, default);
                break;
            case "a share put back":
                await world.Lists.Lists.TryPutAsync(stored.Value, new ListSecrets([1], []), stored.ETag, default);
                break;
            case "a record set to ready":
                await world.Lists.Lists.TryPutAsync(stored.Value with { State = ListState.Ready }, stored.ETag, default);
                break;
            case "a record removed":
                await world.Lists.Lists.RemoveAsync(list, default);
                break;
            case "a destruction taken out of the trail":
                lines.RemoveAt(lines.Count - 1);
                break;
            case "a whole trail removed":
                world.Lists.Audit.Lines.TryRemove(AuditStream.ForList(list), out _);
                break;
            case "an event edited":
                lines[^1] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(lines[^1]).Replace("Expired", "Deleted", StringComparison.Ordinal));
                break;
            case "a receipt changed":
                await world.Lists.Lists.TryPutAsync(
                    stored.Value with { Receipt = stored.Value.Receipt! with { Hash = new string('0', 64) } }, stored.ETag, default);
                break;
            case "another number left out":
                await world.Lists.Lists.TryPutAsync(stored.Value with { LeftOut = stored.Value.LeftOut + 1 }, stored.ETag, default);
                break;
            default:
                await world.Lists.Lists.TryPutAsync(
                    stored.Value with { State = ListState.Destroyed, End = EndReason.Expired, DestroyedAt = world.Lists.Time.GetUtcNow() }, stored.ETag, default);
                break;
        }
    }
}
