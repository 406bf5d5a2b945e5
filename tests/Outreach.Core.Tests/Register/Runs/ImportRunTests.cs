using System.Security.Cryptography;
using System.Text;
using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.Deletion;
using Outreach.Core.Register.Runs;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Core.Tests.Register.Runs;

public sealed class ImportRunTests
{
    [Fact]
    [Trait("threat", "57")]
    public async Task Import_WholeExtract_LoadsGoodRowsAndNamesTheOthers()
    {
        using ImportWorld world = await ImportWorld.CreateAsync();

        ImportRun run = await world.ImportAsync(SamplePeople.Extract(
            ImportRows.Good, ImportRows.Person(1, "99700218896|99700245667"), ImportRows.With(ImportRows.Person(2), 1, "153079700000299"),
            ImportRows.Person(3, ""), ImportRows.With(ImportRows.Person(4), 5, "0000"), ImportRows.Person(5), ImportRows.Person(5, "99700245667")));

        Assert.Equal((ImportState.Completed, 4L, 3L, 1L), (run.State, run.Counts.Loaded, run.Counts.Refused, run.Counts.Remarked));
        Assert.Equal(2, run.Counts.ByReason["register.duplicate-person"]);
        Assert.Equal(
            [(4L, "register.ins-key"), (6L, "register.phone"), (7L, "register.duplicate-person"), (8L, "register.duplicate-person")], await world.RejectedAsync(run));
        Assert.Equal(3, (await world.PatientsAsync()).Count);
        Assert.Single(await world.PatientsAsync(1));
        Assert.Single(await world.Register.ReadWithoutPractitionerAsync(world.Campaign, world.Lists.Secret, "974", default).ToListAsync());
        Assert.Equal(run.Generation, await world.Register.FindGenerationAsync(world.Campaign, default));
    }

    [Theory]
    [Trait("threat", "57")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Import_SameContentTwice_ChangesNothingAndSaysSo(bool compressed)
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        byte[] extract = SamplePeople.Extract(ImportRows.Good, ImportRows.Person(1));
        await world.ImportAsync(extract);

        ImportRun second = await world.ImportAsync(compressed ? ImportWorld.Gzip(extract) : [.. extract]);

        Assert.Equal(ImportState.Unchanged, second.State);
        Assert.Equal(1, await world.Register.FindNewestGenerationAsync(world.Campaign, default));
        Assert.DoesNotContain(world.Blobs.Contents.Keys, file => file.Place != ImportPlace.Rejected);
    }

    [Fact]
    public async Task Ask_AgainWhileItRunsAndAfterwards_IsTheSameImport()
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        world.Land(SamplePeople.Extract(ImportRows.Good));

        ImportRun first = (await world.AskAsync()).Value!;
        ImportRun again = (await world.AskAsync()).Value!;
        await world.DriveAsync(await world.StartAsync());
        ImportRun after = (await world.AskAsync()).Value!;

        Assert.Equal((first.Id, first.Id), (again.Id, after.Id));
        Assert.Equal(ImportState.Completed, after.State);
        Assert.Single(await world.Store.ListAsync(world.Campaign, default).ToListAsync());
    }

    /// <summary>Parts lie sealed, a third longer: told of those bytes, nobody would ever see more than three quarters read.</summary>
    [Fact]
    public async Task Ask_PostedInParts_KnowsHowMuchThereIsToRead()
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        await world.PostAsync(1, RandomNumberGenerator.GetBytes(30_000));
        await world.PostAsync(2, RandomNumberGenerator.GetBytes(20_000));

        ImportRun run = (await world.AskAsync(parts: 2)).Value!;

        Assert.InRange(run.LandedBytes, 50_000, 51_000);
    }

    /// <summary>A name that was imported before is no answer for another kind, other parts or another content of which nothing is there.</summary>
    [Theory]
    [Trait("threat", "57")]
    [InlineData("delta", null, null)]
    [InlineData("full", 2, null)]
    [InlineData("full", null, "0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Ask_SomethingElseUnderANameThatWasImported_IsNotThatImport(string kind, int? parts, string? sha256)
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        ImportRun before = await world.ImportAsync(SamplePeople.Extract(ImportRows.Good));

        Assert.Equal("register.extract-not-found", (await world.AskAsync(kind, parts: parts, sha256: sha256)).Failure?.Code);
        Assert.Equal(before.Id, (await world.AskAsync()).Value!.Id);
    }

    [Fact]
    [Trait("threat", "57")]
    public async Task Ask_NewPartsUnderAnOldNameNotAllThere_SaysThatSomeAreMissing()
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        byte[] extract = SamplePeople.Extract(ImportRows.Good);
        await world.PostAsync(1, extract[..40]);
        await world.PostAsync(2, extract[40..]);
        await world.DriveAsync(await world.StartAsync(parts: 2));

        await world.PostAsync(1, SamplePeople.Extract(ImportRows.Person(1)));

        Assert.Equal("register.parts-missing", (await world.AskAsync(parts: 2)).Failure?.Code);
    }

    /// <summary>Killed while its parts were destroyed, it is still the import that is asked for.</summary>
    [Fact]
    [Trait("threat", "32")]
    public async Task Ask_AgainWhileThePartsAreDestroyed_IsTheSameImport()
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        byte[] extract = SamplePeople.Extract(ImportRows.Good);
        await world.PostAsync(1, extract[..40]);
        await world.PostAsync(2, extract[40..]);
        ImportRun run = await world.StartAsync(parts: 2);
        await world.CancelAsync(run);
        await world.Blobs.DestroyAsync(ImportPlace.Posted, $"{world.Campaign.Value}/extract/00001", default);

        Assert.Equal(run.Id, (await world.AskAsync(parts: 2)).Value!.Id);
    }

    [Fact]
    [Trait("threat", "57")]
    public async Task Import_PostedInParts_IsReadAsOneFileAndLiesSealed()
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        byte[] extract = ImportWorld.Gzip(SamplePeople.Extract(ImportRows.Good, ImportRows.Person(1)));
        Assert.Null(await world.PostAsync(2, extract[40..]));
        Assert.Equal("register.parts-missing", (await world.AskAsync(parts: 2)).Failure?.Code);
        Assert.Null(await world.PostAsync(1, "wrong"u8.ToArray()));
        Assert.Null(await world.PostAsync(1, extract[..40], sha256: Convert.ToHexStringLower(SHA256.HashData(extract.AsSpan(0, 40)))));
        Assert.Equal("register.parts-missing", (await world.AskAsync(parts: 3)).Failure?.Code);
        Assert.DoesNotContain(world.Blobs.Contents.Values, bytes => bytes.AsSpan().IndexOf(extract.AsSpan(0, 20)) >= 0);

        ImportRun run = await world.DriveAsync(await world.StartAsync(parts: 2));

        Assert.Equal((ImportState.Completed, 2L), (run.State, run.Counts.Loaded));
        Assert.DoesNotContain(world.Blobs.Contents.Keys, file => file.Place is ImportPlace.Posted or ImportPlace.Parts);
    }

    [Theory]
    [InlineData("0", "x", null, "register.part-number-invalid")]
    [InlineData("5001", "x", null, "register.part-number-invalid")]
    [InlineData("-1", "x", null, "register.part-number-invalid")]
    [InlineData("1", "", null, "register.part-empty")]
    [InlineData("1", "x", "abc", "register.digest-malformed")]
    [InlineData("1", "x", "0000000000000000000000000000000000000000000000000000000000000000", "register.digest-mismatch")]
    public async Task Post_WhatIsNoPart_IsRefused(string number, string content, string? sha256, string code)
    {
        using ImportWorld world = await ImportWorld.CreateAsync();

        Failure? refused = await new PutExtractPartHandler(world.Books, world.Runs, world.Blobs)
            .RunAsync(world.Campaign.Value, "extract", number, sha256, Encoding.UTF8.GetBytes(content), default);

        Assert.Equal(code, refused?.Code);
        Assert.Empty(world.Blobs.Contents);
    }

    [Theory]
    [Trait("threat", "19")]
    [InlineData("../other/extract")]
    [InlineData("a/b")]
    [InlineData("A")]
    [InlineData("marie santoni")]
    [InlineData("extract-253072b07300470")]
    [InlineData("extract.csv.exe")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Ask_NameThatIsAPathOrMayBeAPerson_IsRefused(string? name)
    {
        using ImportWorld world = await ImportWorld.CreateAsync();

        Assert.Equal("register.extract-name-invalid", (await world.AskAsync(name: name!)).Failure?.Code);
        if (name is not null)
        {
            Assert.Equal("register.extract-name-invalid", (await world.PostAsync(1, [1], name))?.Code);
        }
    }

    [Theory]
    [InlineData("extract-2026-11.csv.gz")]
    [InlineData("extract.csv")]
    [InlineData("autumn")]
    public async Task Ask_NameOfAnExtract_IsImported(string name)
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        world.Land(SamplePeople.Extract(ImportRows.Good), name);

        Assert.True((await world.AskAsync(name: name)).Succeeded);
        Assert.Equal("register.import-kind-unknown", (await world.AskAsync("half", name)).Failure?.Code);
        Assert.Equal("register.extract-not-found", (await world.AskAsync(name: "x" + name)).Failure?.Code);
    }

    [Fact]
    public async Task Import_OtherDigestThanSaid_IsRefused()
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        byte[] extract = ImportWorld.Gzip(SamplePeople.Extract(ImportRows.Good));
        world.Land(extract);
        ImportRun wrong = (await world.AskAsync(sha256: new string('0', 64))).Value!;
        Assert.Equal("register.digest-mismatch", (await world.DriveAsync(wrong)).Fault?.Code);

        world.Land(extract, "again");
        ImportRun right = (await world.AskAsync(name: "again", sha256: Convert.ToHexStringLower(SHA256.HashData(extract)))).Value!;
        world.Parts = right.Parts;

        Assert.Equal(ImportState.Completed, (await world.DriveAsync(right)).State);
    }

    [Fact]
    [Trait("threat", "57")]
    public async Task Import_TwoAtOnce_TheEarlierSaysThatItIsSuperseded()
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        world.Land(SamplePeople.Extract(ImportRows.Good), "first");
        world.Land(SamplePeople.Extract(ImportRows.Person(1), ImportRows.Person(2)), "second");
        ImportRun first = await world.StartAsync(name: "first");
        ImportRun second = await world.StartAsync(name: "second");
        await world.ReadAsync(first);
        await world.MatchAsync(first);
        await world.BeginAsync(first);
        await world.LoadAsync(first);

        ImportRun won = await world.DriveAsync(second);
        await world.CompleteAsync(first);
        ImportRun lost = await world.EndAsync(first);

        Assert.Equal((ImportState.Completed, ImportState.Superseded), (won.State, lost.State));
        Assert.Equal("register.import-superseded", lost.Fault?.Code);
        Assert.Equal(2, (await world.PatientsAsync()).Count);
        Assert.Equal(2, world.Register.StoredRows);
    }

    [Theory]
    [Trait("threat", "57")]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Cancel_BeforeItIsTheRegister_LeavesTheRegisterAsItWasAndNothingElse(int steps)
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        await world.ImportAsync(SamplePeople.Extract(ImportRows.Person(9)));
        world.Land(SamplePeople.Extract(ImportRows.Good, ImportRows.Person(1)));
        ImportRun run = await world.StartAsync();
        Func<Task>[] all = [() => world.ReadAsync(run), () => world.MatchAsync(run), () => world.BeginAsync(run), () => world.LoadAsync(run)];
        foreach (Func<Task> step in all.Take(steps))
        {
            await step();
        }

        Assert.True((await world.CancelAsync(run)).Succeeded);
        ImportRun cancelled = await world.DriveAsync(run);

        Assert.Equal((ImportState.Cancelled, "register.import-cancelled"), (cancelled.State, cancelled.Fault?.Code));
        Assert.NotNull(cancelled.RemainsGoneAt);
        Assert.Equal(1, world.Register.StoredRows);
        Assert.DoesNotContain(world.Blobs.Contents.Keys, file => file.Place != ImportPlace.Rejected);
        Assert.True((await world.CancelAsync(run)).Succeeded);
    }

    [Fact]
    public async Task Cancel_AfterTheEnd_IsRefused()
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        ImportRun run = await world.ImportAsync(SamplePeople.Extract(ImportRows.Good));

        Assert.Equal("register.import-over", (await world.CancelAsync(run)).Failure?.Code);
    }

    [Fact]
    [Trait("threat", "53")]
    public async Task Import_TrailAndRecords_SayWhatHappenedAndNothingOfAnybody()
    {
        using ImportWorld world = await ImportWorld.CreateAsync();

        ImportRun run = await world.ImportAsync(SamplePeople.Extract(ImportRows.Good, ImportRows.With(ImportRows.Person(1), 4, "x")));

        List<AuditEntry> said = await world.Lists.Audit.ReadAsync(AuditStream.ForCampaign(world.Campaign), default)
            .Where(entry => entry.Data.GetValueOrDefault("import") == run.Id.Value).ToListAsync();
        Assert.Equal(["register.import-asked", "register.imported", "deletion.extract-destroyed"], said.Select(entry => entry.Type));
        Assert.Equal(("Completed", "7"), (said[^1].Data["outcome"], said[^1].Data["removed"]));
        string all = string.Join('\n', said.SelectMany(entry => entry.Data.Values).Concat(world.Blobs.Contents.Select(file => file.Key.Name + ImportWorld.Text(file.Value))).Append($"{run}"));
        foreach (string secret in new[] { "253072", "Santoni", "Marie", "1953", "9900", "Bastia", "997002" })
        {
            Assert.DoesNotContain(secret, all, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    [Trait("threat", "52")]
    public async Task Import_AuditFails_IsNotSeen()
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        world.Land(SamplePeople.Extract(ImportRows.Good));
        ImportRun run = await world.StartAsync();
        await world.ReadAsync(run);
        await world.MatchAsync(run);
        await world.BeginAsync(run);
        await world.LoadAsync(run);
        world.Lists.Audit.Fails = true;

        await Assert.ThrowsAsync<TransientDependencyException>(() => world.CompleteAsync(run));

        Assert.Empty(await world.PatientsAsync());
        world.Lists.Audit.Fails = false;
        Assert.Equal(ImportState.Failed, (await world.EndAsync(run)).State);
        Assert.Equal(0, world.Register.StoredRows);
    }

    [Fact]
    [Trait("threat", "38")]
    public async Task Import_CampaignCloses_IsRefusedAndNothingIsLeft()
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        world.Land(SamplePeople.Extract(ImportRows.Good));
        ImportRun run = await world.StartAsync();
        await world.ReadAsync(run);
        Versioned<Campaign> campaign = (await world.Lists.Campaigns.FindAsync(world.Campaign, default))!;
        await world.Lists.Campaigns.ReplaceAsync(campaign.Value with { State = CampaignState.Closing }, campaign.ETag, default);

        ImportRun over = await world.DriveAsync(run);

        Assert.Equal((ImportState.Refused, "campaigns.not-found"), (over.State, over.Fault?.Code));
        Assert.DoesNotContain(world.Blobs.Contents.Keys, file => file.Place != ImportPlace.Rejected);
    }

    [Fact]
    [Trait("threat", "40")]
    public async Task End_SomethingKeepsAFile_IsTakenAgainUntilItIsGone()
    {
        using ImportWorld world = await ImportWorld.CreateAsync();
        world.Land(SamplePeople.Extract(ImportRows.Good));
        ImportRun run = await world.StartAsync();
        world.Blobs.InTheWay = Obstacle.BlobLeased;
        await Assert.ThrowsAsync<TransientDependencyException>(() => world.DriveAsync(run));
        Assert.Null((await world.Store.FindAsync(world.Campaign, run.Id, default))!.Value.RemainsGoneAt);
        world.Blobs.InTheWay = null;
        world.Lists.Time.Advance(TimeSpan.FromMinutes(15));

        DutyOutcome outcome = await world.RemainsDuty().RunAsync(world.Lists.Time.GetUtcNow(), default);

        Assert.Equal(1, outcome.Removed);
        Assert.DoesNotContain(world.Blobs.Contents.Keys, file => file.Place != ImportPlace.Rejected);
    }
}
