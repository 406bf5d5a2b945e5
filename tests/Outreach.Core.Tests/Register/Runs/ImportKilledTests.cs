using Outreach.Core.Deletion;
using Outreach.Core.Register.Runs;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Core.Tests.Register.Runs;

public sealed class ImportKilledTests
{
    private static readonly byte[] Extract = SamplePeople.Extract(
        ImportRows.Good, ImportRows.Person(1, "99700218896|99700245667"), ImportRows.Person(2, ""), ImportRows.With(ImportRows.Person(3), 4, "x"), ImportRows.Person(4), ImportRows.Person(4));

    [Theory]
    [Trait("threat", "31")]
    [Trait("threat", "57")]
    [Trait("threat", "69")]
    [InlineData("full")]
    [InlineData("delta")]
    public async Task Import_KilledAfterAnyCall_ComesToTheSameEnd(string kind)
    {
        int step = 0;
        for (bool killed = true; killed;)
        {
            using ImportWorld world = await ImportWorld.CreateAsync();
            await world.ImportAsync(SamplePeople.Extract(ImportRows.Person(9)));
            world.Land(Extract);
            ImportRun run = await world.StartAsync(kind);
            world.Faults.Restart();
            world.Faults.KillAfter(++step);

            ImportRun over = await world.DriveAsync(run);

            killed = world.Kills > 0;
            world.Faults.Restart();
            await AssertWholeAsync(world, over, kind == "full" ? 0 : 1);
        }

        Assert.InRange(step, 30, 400);
    }

    [Theory]
    [Trait("threat", "33")]
    [InlineData("full")]
    [InlineData("delta")]
    public async Task Import_EveryStepTakenAgain_ComesToTheSameEnd(string kind)
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        await world.ImportAsync(SamplePeople.Extract(ImportRows.Person(9)));
        world.Land(Extract);
        ImportRun run = await world.StartAsync(kind);
        foreach (Func<Task> step in new Func<Task>[]
        {
            () => world.ReadAsync(run), () => world.MatchAsync(run), () => world.BeginAsync(run), () => world.LoadAsync(run), () => world.CompleteAsync(run), () => world.EndAsync(run),
        })
        {
            await step();
            await step();
        }

        await AssertWholeAsync(world, await world.DriveAsync(run), kind == "full" ? 0 : 1);
    }

    [Fact]
    [Trait("threat", "32")]
    public async Task Duty_OrchestrationThatNeverCameBack_IsEndedAndNothingIsLeft()
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        world.Land(Extract);
        ImportRun run = await world.StartAsync();
        await world.ReadAsync(run);
        await world.MatchAsync(run);
        await world.BeginAsync(run);
        await world.LoadAsync(run);
        world.Lists.Time.Advance(TimeSpan.FromHours(world.Policy.ImportHours) - TimeSpan.FromTicks(1));
        Assert.Equal(0, (await world.RemainsDuty().RunAsync(world.Lists.Time.GetUtcNow(), default)).Removed);
        world.Lists.Time.Advance(TimeSpan.FromTicks(1));

        DutyOutcome outcome = await world.RemainsDuty().RunAsync(world.Lists.Time.GetUtcNow(), default);

        Assert.Equal(1, outcome.Removed);
        Assert.Equal(ImportState.Failed, (await world.Store.FindAsync(world.Campaign, run.Id, default))!.Value.State);
        Assert.Equal(0, world.Register.StoredRows);
        Assert.DoesNotContain(world.Blobs.Contents.Keys, file => file.Place != ImportPlace.Rejected);
    }

    /// <summary>The orchestration failed for good after the extract was gone and before rows were: nothing else would ever remove them.</summary>
    [Theory]
    [Trait("threat", "32")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Duty_RowsThatNobodyReadsAreLeft_RemovesThem(bool completed)
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        await world.ImportAsync(SamplePeople.Extract(ImportRows.Person(9)));
        world.Land(SamplePeople.Extract(ImportRows.Good, ImportRows.Person(1)));
        ImportRun run = await world.StartAsync();
        await world.ReadAsync(run);
        await world.MatchAsync(run);
        await world.BeginAsync(run);
        await world.LoadAsync(run);
        await (completed ? world.CompleteAsync(run) : world.CancelAsync(run));
        await world.EndHandler.RunAsync(world.Campaign, run.Id, default);
        Assert.Equal(3, world.Register.StoredRows);
        world.Lists.Time.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal(new DutyOutcome(1, 0, 0), await world.RemainsDuty().RunAsync(world.Lists.Time.GetUtcNow(), default));
        Assert.Equal(new DutyOutcome(0, 0, 0), await world.RemainsDuty().RunAsync(world.Lists.Time.GetUtcNow(), default));

        Assert.Equal(completed ? 2 : 1, world.Register.StoredRows);
    }

    [Fact]
    public async Task Duty_ReportOfRows_IsThereForItsDaysAndThenGone()
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        ImportRun run = await world.ImportAsync(Extract);
        world.Lists.Time.Advance(TimeSpan.FromDays(world.Policy.RejectedDays) - TimeSpan.FromTicks(1));
        await world.RemainsDuty().RunAsync(world.Lists.Time.GetUtcNow(), default);
        Assert.Equal(3, (await world.RejectedAsync(run)).Count);
        world.Lists.Time.Advance(TimeSpan.FromTicks(1));

        await world.RemainsDuty().RunAsync(world.Lists.Time.GetUtcNow(), default);

        Assert.Empty(world.Blobs.Contents);
        Result<RejectedLines> gone = await new ReadRejectedHandler(world.Runs, world.Blobs).RunAsync(world.Campaign.Value, run.Id.Value, default);
        Assert.Equal("register.rejected-gone", gone.Failure?.Code);
        Assert.Contains(world.Lists.Audit.Entries, said => said.Entry.Type == "deletion.rejected-destroyed");
        world.Lists.Time.Advance(TimeSpan.FromDays(365));
        await world.RemainsDuty().RunAsync(world.Lists.Time.GetUtcNow(), default);
        Assert.Null(await world.Store.FindAsync(world.Campaign, run.Id, default));
    }

    [Fact]
    [Trait("threat", "31")]
    public async Task Duty_FilesThatNoImportAnswersFor_AreRemovedAfterTheirTime()
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        world.Land(Extract, "forgotten");
        await world.PostAsync(1, Extract, "never-whole");
        await world.Blobs.PutAsync(ImportPlace.Parts, $"{world.Campaign.Value}/{RandomId.Create()}/x/rows-00", Extract, default);
        await world.Blobs.PutAsync(ImportPlace.Landing, "no campaign", Extract, default);
        world.Land(Extract, "at-work");
        world.Lists.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, (await world.LandingDuty().RunAsync(world.Lists.Time.GetUtcNow(), default)).Removed);
        await world.StartAsync(name: "at-work");
        world.Lists.Time.Advance(TimeSpan.FromHours(world.Policy.LandingHours - 1));

        DutyOutcome outcome = await world.LandingDuty().RunAsync(world.Lists.Time.GetUtcNow(), default);

        Assert.Equal(3, outcome.Removed);
        Assert.EndsWith("/at-work", Assert.Single(world.Blobs.Contents).Key.Name, StringComparison.Ordinal);
    }

    private static async Task AssertWholeAsync(ImportWorld world, ImportRun over, int before)
    {
        Assert.Equal((ImportState.Completed, 3L, 3L), (over.State, over.Counts.Loaded, over.Counts.Refused));
        Assert.Equal([(5L, "register.birth-date"), (6L, "register.duplicate-person"), (7L, "register.duplicate-person")], await world.RejectedAsync(over));
        Assert.Equal(2 + before, (await world.PatientsAsync()).Count);
        Assert.Single(await world.PatientsAsync(1));
        Assert.Single(await world.Register.ReadWithoutPractitionerAsync(world.Campaign, world.Lists.Secret, "974", default).ToListAsync());
        Assert.DoesNotContain(world.Blobs.Contents.Keys, file => file.Place != ImportPlace.Rejected);
        Assert.Contains(world.Lists.Audit.Entries, said => said.Entry.Type == "deletion.extract-destroyed" && said.Entry.Data["import"] == over.Id.Value);
        Assert.NotNull(over.RemainsGoneAt);
    }
}
