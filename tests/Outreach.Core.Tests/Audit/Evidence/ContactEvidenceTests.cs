using System.Text;
using Outreach.Core.Access;
using Outreach.Core.Audit;
using Outreach.Core.Audit.Evidence;
using Outreach.Core.Contacts;
using Outreach.Core.Lists;
using Outreach.Core.Register.Import;
using Outreach.Core.Tests.Lists;
using Outreach.Core.Tests.Register.Updates;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Core.Tests.Audit.Evidence;

/// <summary>What evidence says of objections, withdrawals, updates and people left out.</summary>
public sealed class ContactEvidenceTests
{
    [Fact]
    [Trait("threat", "55")]
    public async Task Report_ObjectionsWithdrawalsAndUpdates_AreCountedAndReconcile()
    {
        using EvidenceWorld world = await CreateAsync();

        EvidenceReport report = await world.ReportAsync();

        Assert.True(report.Reconciles, EvidenceTests.Said(report));
        Assert.Equal(0, report.ExceptionCount);
        Assert.Equal(
            [("objectionsByPersons", 2L), ("objectionsByAgents", 2L), ("objectionsOfPersonsWithdrawn", 1L), ("objectionsOfAgentsWithdrawn", 1L)],
            Numbers(report, "C11").Where(number => number.Key.StartsWith("objections", StringComparison.Ordinal)));
        Assert.Contains(("updatesBetweenImports", 1L), Numbers(report, "C11"));
        Assert.Equal(
            world.Lists.Audit.Entries.Count(entry => entry.Stream.Value.Split('/')[0] is "lists" or "campaigns" or "objections"),
            Numbers(report, "C14").Single(number => number.Key == "auditEvents").Value);
        Assert.Contains(("messagesSent", 0L), Numbers(report, "C6"));
    }

    /// <summary>Of joint doctors the second has the people left out: the one number of both lists, told by record and trail.</summary>
    [Fact]
    public async Task Report_PeopleLeftOut_AreCountedOverAllPreparedLists()
    {
        using EvidenceWorld world = await CreateAsync();
        int sealedLeftOut = world.Lists.Audit.Entries.Where(entry => entry.Entry.Type == "lists.sealed")
            .Sum(entry => int.Parse(entry.Entry.Data["leftOut"], System.Globalization.CultureInfo.InvariantCulture));

        EvidenceReport report = await world.ReportAsync();

        EvidenceCheck check = report.Checks.Single(check => check.Code == "left-out-as-sealed");
        Assert.Equal(4, sealedLeftOut);
        Assert.Equal((4, 4), (check.Expected, check.Found));
        Assert.Contains(("leftOutOfPreparedLists", 4L), Numbers(report, "C7"));
        Assert.Contains(("leftOutOfPreparedLists", 4L), Numbers(report, "C15"));
    }

    /// <summary>Every number shrinks with the trail, and none accuses.</summary>
    [Theory]
    [InlineData(100, 2)]
    [InlineData(380, 0)]
    public async Task Report_LongAfterTheEnd_MissesOnlyWhatRetentionErased(int days, long byAgents)
    {
        using EvidenceWorld world = await CreateAsync();
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

        Assert.True(report.Reconciles, EvidenceTests.Said(report));
        Assert.Equal(byAgents, report.Findings.Objections.Counts.ByAgents);
        Assert.Equal(byAgents == 0, !world.Lists.Audit.Lines.Keys.Any(stream => stream.Value.StartsWith("objections/", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("removed")]
    [InlineData("cut")]
    [InlineData("edited")]
    [Trait("threat", "50")]
    public async Task Report_ObjectionsChainChangedAfterTheCheckpoint_IsFound(string change)
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync(Outcome.Ready);
        AuditStream stream = await world.ObjectAsync(ObjectionOrigin.Agent, withdrawn: true);
        await world.CheckpointAsync();
        Assert.True((await world.ReportAsync()).Reconciles);

        List<byte[]> lines = world.Lists.Audit.Lines[stream];
        if (change == "edited")
        {
            lines[0] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(lines[0]).Replace("Agent", "Person", StringComparison.Ordinal));
        }
        else if (change == "cut")
        {
            lines.RemoveAt(1);
        }
        else
        {
            world.Lists.Audit.Lines.TryRemove(stream, out _);
        }

        EvidenceReport report = await world.ReportAsync();

        Assert.Equal("chains-intact", Assert.Single(report.Checks, check => !check.Holds).Code);
        Assert.Equal(1, report.Findings.Objections.AlteredTrails);
    }

    /// <summary>Two calls at once may both append.</summary>
    [Fact]
    public async Task Report_ObjectionWrittenTwice_IsOne()
    {
        using EvidenceWorld world = await EvidenceWorld.CreateAsync();
        AuditStream stream = await world.ObjectAsync(ObjectionOrigin.Person, withdrawn: false);
        AuditEntry first = await world.Lists.Audit.ReadAsync(stream, default).FirstAsync();
        await world.Lists.Audit.AppendAsync(stream, new AuditEvent(first.Type, first.Actor, first.Data), default);

        Assert.Equal(new ObjectionCounts(1, 0, 0, 0), (await world.ReportAsync()).Findings.Objections.Counts);
    }

    /// <summary>Two joint doctors with four people, one list each; objections of both origins, withdrawn and not; an update.</summary>
    private static async Task<EvidenceWorld> CreateAsync()
    {
        EvidenceWorld world = await EvidenceWorld.CreateAsync();
        ListsWorld lists = world.Lists;
        PractitionerRef[] doctors = [.. SamplePeople.Doctors.Take(2).Select(lists.RefOf)];
        await lists.LoadAsync([.. SamplePeople.OfOneDoctor(doctors[0], 4)
            .Select(placement => new RegisterPlacement(placement.Person with { Vaccinated = false, Objected = false, Deceased = false }, doctors))]);
        ListRequest first = await lists.ReadyAsync();
        await lists.Open.RunAsync(first.List.Value, ListsWorld.Doctor(), default);
        await lists.ReadyAsync(doctor: 1);
        foreach (ObjectionOrigin origin in Enum.GetValues<ObjectionOrigin>())
        {
            await world.ObjectAsync(origin, withdrawn: false);
            await world.ObjectAsync(origin, withdrawn: true);
        }

        await new UpdatesWorld(lists).UpdateAsync(UpdatesWorld.Row(SamplePeople.OfOneDoctor(doctors[0], 1)[0].Person));
        lists.Time.Advance(TimeSpan.FromMinutes(5));
        return world;
    }

    private static IEnumerable<(string Key, long Value)> Numbers(EvidenceReport report, string condition) =>
        report.Conditions.Single(found => found.Id == condition).Numbers.Select(number => (number.Key, number.Value));
}
