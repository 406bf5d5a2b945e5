using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;
using Xunit;

namespace Outreach.Testing.Register;

/// <summary>What every <see cref="IRegister"/> and <see cref="IRegisterWriter"/> promise together.</summary>
public abstract class RegisterContract
{
    private static readonly PractitionerRef First = new("0123456789abcdef0123456789abcdef");
    private static readonly PractitionerRef Second = new("fedcba9876543210fedcba9876543210");

    private readonly CampaignId _campaign = SamplePeople.NewCampaign();

    protected abstract Task<(IRegister Register, IRegisterWriter Writer)> CreateAsync();

    [Fact]
    public async Task Read_NothingLoaded_IsEmpty()
    {
        (IRegister register, IRegisterWriter writer) = await CreateAsync();

        Assert.False(await register.IsLoadedAsync(_campaign, default));
        Assert.Null(await writer.FindCompleteAsync(_campaign, default));
        Assert.Empty(await ReadAsync(register, First));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(330)]
    [InlineData(5_000)]
    public async Task Read_Complete_GivesEveryPatientOnceAsWritten(int count)
    {
        (IRegister register, IRegisterWriter writer) = await CreateAsync();
        IReadOnlyList<RegisterPlacement> people = SamplePeople.OfOneDoctor(First, count);

        await LoadAsync(writer, people);

        IReadOnlyList<RegisterEntry> read = await ReadAsync(register, First);
        Assert.Equal(people.Select(p => p.Person).OrderBy(p => p.Id.Number), read.Select(e => e.Person).OrderBy(p => p.Id.Number));
        Assert.All(read, entry => Assert.Equal(SamplePeople.Secret.For(entry.Person.Id), entry.Ref));
        Assert.True(await register.IsLoadedAsync(_campaign, default));
        Assert.Empty(await ReadAsync(register, Second));
    }

    [Fact]
    public async Task Read_JointPatient_StandsWithBothDoctors()
    {
        (IRegister register, IRegisterWriter writer) = await CreateAsync();
        RegisterPlacement[] people = [.. SamplePeople.OfOneDoctor(First, 3)];
        people[1] = people[1] with { Practitioners = [First, Second] };

        await LoadAsync(writer, people);

        Assert.Equal(3, (await ReadAsync(register, First)).Count);
        Assert.Equal(people[1].Person, Assert.Single(await ReadAsync(register, Second)).Person);
    }

    [Fact]
    public async Task Read_WithoutPractitioner_IsByDepartmentAndOnNoList()
    {
        (IRegister register, IRegisterWriter writer) = await CreateAsync();
        RegisterPlacement[] people = [.. SamplePeople.OfOneDoctor(First, 3)];
        people[0] = people[0] with { Person = people[0].Person with { Department = "2A" }, Practitioners = [] };
        people[1] = people[1] with { Person = people[1].Person with { Department = "974" }, Practitioners = [] };

        await LoadAsync(writer, people);

        List<RegisterEntry> corsica = await ToListAsync(register.ReadWithoutPractitionerAsync(_campaign, SamplePeople.Secret, "2A", default));
        Assert.Equal(people[0].Person, Assert.Single(corsica).Person);
        Assert.Equal(people[2].Person, Assert.Single(await ReadAsync(register, First)).Person);
    }

    [Fact]
    [Trait("threat", "31")]
    public async Task Read_WhileLoading_SeesTheRegisterBefore()
    {
        (IRegister register, IRegisterWriter writer) = await CreateAsync();
        await LoadAsync(writer, SamplePeople.OfOneDoctor(First, 3));

        RegisterImport second = await writer.StartAsync(_campaign, "second", default);
        await writer.WriteAsync(_campaign, SamplePeople.Secret, second.Generation, SamplePeople.OfOneDoctor(First, 7).ToAsyncEnumerable(), default);

        Assert.Equal(3, (await ReadAsync(register, First)).Count);
    }

    [Fact]
    public async Task Complete_NextGeneration_ReplacesTheOneBefore()
    {
        (IRegister register, IRegisterWriter writer) = await CreateAsync();
        await LoadAsync(writer, SamplePeople.OfOneDoctor(First, 300));

        RegisterImport second = await LoadAsync(writer, [.. SamplePeople.OfOneDoctor(Second, 2)]);

        Assert.Empty(await ReadAsync(register, First));
        Assert.Equal(2, (await ReadAsync(register, Second)).Count);
        await writer.SweepAsync(_campaign, second.Generation, default);
        await writer.SweepAsync(_campaign, second.Generation, default);
        Assert.Empty(await ReadAsync(register, First));
        Assert.Equal(2, (await ReadAsync(register, Second)).Count);
    }

    [Fact]
    [Trait("threat", "33")]
    public async Task Complete_Twice_IsTheSameAsOnce()
    {
        (IRegister _, IRegisterWriter writer) = await CreateAsync();
        RegisterImport import = await writer.StartAsync(_campaign, "abc", default);
        RegisterImport complete = import with
        {
            State = RegisterImportState.Complete,
            Counts = new RegisterImportCounts(3, 1, 0, new Dictionary<string, long> { ["register.quotes"] = 1 }),
            CompletedAt = import.StartedAt.AddMinutes(1),
        };

        Assert.True(await writer.CompleteAsync(_campaign, complete, default));
        Assert.True(await writer.CompleteAsync(_campaign, complete, default));

        RegisterImport? found = await writer.FindCompleteAsync(_campaign, default);
        Assert.Equal(complete with { Counts = found!.Counts }, found);
        Assert.Equal(complete.Counts.ByReason, found.Counts.ByReason);
        Assert.Equal((3, 1), (found.Counts.Loaded, found.Counts.Refused));
    }

    [Fact]
    public async Task Complete_AnotherWasStartedMeanwhile_IsRefused()
    {
        (IRegister register, IRegisterWriter writer) = await CreateAsync();
        RegisterImport cutShort = await writer.StartAsync(_campaign, "one", default);
        await writer.WriteAsync(_campaign, SamplePeople.Secret, cutShort.Generation, SamplePeople.OfOneDoctor(First, 5).ToAsyncEnumerable(), default);

        RegisterImport second = await LoadAsync(writer, SamplePeople.OfOneDoctor(First, 2));

        Assert.True(second.Generation > cutShort.Generation);
        Assert.False(await writer.CompleteAsync(_campaign, cutShort with { State = RegisterImportState.Complete }, default));
        Assert.Equal(2, (await ReadAsync(register, First)).Count);
    }

    [Fact]
    public async Task Sweep_OneCampaign_LeavesOthersAlone()
    {
        (IRegister register, IRegisterWriter writer) = await CreateAsync();
        var neighbour = CampaignId.Parse($"{_campaign.Value}-2");
        await LoadAsync(writer, SamplePeople.OfOneDoctor(First, 2), neighbour);

        await writer.SweepAsync(_campaign, int.MaxValue, default);

        Assert.Equal(2, (await ReadAsync(register, First, neighbour)).Count);
    }

    [Fact]
    [Trait("threat", "33")]
    public async Task Start_AgainByTheSameRun_IsTheSameGenerationUntilAnotherBegan()
    {
        (IRegister _, IRegisterWriter writer) = await CreateAsync();
        RegisterImport first = await writer.StartAsync(_campaign, "one", "run-1", default);

        Assert.Equal(first.Generation, (await writer.StartAsync(_campaign, "one", "run-1", default)).Generation);

        RegisterImport second = await writer.StartAsync(_campaign, "two", "run-2", default);
        Assert.True(second.Generation > first.Generation);
        Assert.False(await writer.CompleteAsync(_campaign, first with { State = RegisterImportState.Complete }, default));
        Assert.True(await writer.CompleteAsync(_campaign, second with { State = RegisterImportState.Complete }, default));
        Assert.Equal(second.Generation, (await writer.StartAsync(_campaign, "two", "run-2", default)).Generation);
    }

    [Fact]
    [Trait("threat", "57")]
    public async Task Write_PartitionsInSeveralCallsAtOnceAndAgain_IsTheSameAsInOne()
    {
        (IRegister register, IRegisterWriter writer) = await CreateAsync();
        RegisterImport import = await writer.StartAsync(_campaign, "parts", default);
        IReadOnlyList<RegisterPlacement> first = SamplePeople.OfOneDoctor(First, 300);
        IReadOnlyList<RegisterPlacement> second = [.. SamplePeople.OfOneDoctor(Second, 300).Take(40)];

        await Task.WhenAll(new[] { first, second, first }.Select(part =>
            writer.WriteAsync(_campaign, SamplePeople.Secret, import.Generation, part.ToAsyncEnumerable(), default)));
        await writer.CompleteAsync(_campaign, import with { State = RegisterImportState.Complete }, default);

        Assert.Equal((300, 40), ((await ReadAsync(register, First)).Count, (await ReadAsync(register, Second)).Count));
    }

    [Fact]
    public async Task Discard_LoadThatWillNeverBeSeen_LeavesTheRegisterInForce()
    {
        (IRegister register, IRegisterWriter writer) = await CreateAsync();
        RegisterImport current = await LoadAsync(writer, SamplePeople.OfOneDoctor(First, 3));
        RegisterImport cutShort = await writer.StartAsync(_campaign, "cut", default);
        await writer.WriteAsync(_campaign, SamplePeople.Secret, cutShort.Generation, SamplePeople.OfOneDoctor(First, 200).ToAsyncEnumerable(), default);

        await writer.DiscardAsync(_campaign, cutShort.Generation, default);
        await writer.DiscardAsync(_campaign, current.Generation, default);
        await writer.CompleteAsync(_campaign, cutShort with { State = RegisterImportState.Complete }, default);

        Assert.Empty(await ReadAsync(register, First));
    }

    /// <summary>Rows of every generation and updates go, at most so many at once, then what is known of imports; a neighbour's stay.</summary>
    [Fact]
    public async Task Forget_OneCampaign_LeavesNothingOfItAndOthersAlone()
    {
        (IRegister register, IRegisterWriter writer) = await CreateAsync();
        var neighbour = CampaignId.Parse($"{_campaign.Value}-2");
        await LoadAsync(writer, SamplePeople.OfOneDoctor(First, 2), neighbour);
        RegisterImport import = await LoadAsync(writer, [.. SamplePeople.OfOneDoctor(First, 2), .. SamplePeople.OfOneDoctor(Second, 2)]);
        await writer.UpdateAsync(_campaign, SamplePeople.Secret, import.Generation, SamplePeople.OfOneDoctor(First, 1), default);
        await writer.StartAsync(_campaign, "cut short", default);

        Assert.Equal(1, await writer.ForgetAsync(_campaign, most: 1, default));
        Assert.Equal(import.Generation, await register.FindGenerationAsync(_campaign, default));
        Assert.True(await writer.ForgetAsync(_campaign, most: 1_000, default) > 0);
        Assert.Equal(0, await writer.ForgetAsync(_campaign, most: 1_000, default));

        Assert.Equal((null, 0), (await register.FindGenerationAsync(_campaign, default), await writer.FindNewestGenerationAsync(_campaign, default)));
        Assert.Equal(2, (await ReadAsync(register, First, neighbour)).Count);
    }

    private async Task<RegisterImport> LoadAsync(IRegisterWriter writer, IReadOnlyList<RegisterPlacement> people, CampaignId? into = null)
    {
        CampaignId campaign = into ?? _campaign;
        RegisterImport import = await writer.StartAsync(campaign, Core.RandomId.Create(), default);
        await writer.WriteAsync(campaign, SamplePeople.Secret, import.Generation, people.ToAsyncEnumerable(), default);
        RegisterImport complete = import with { State = RegisterImportState.Complete };
        Assert.True(await writer.CompleteAsync(campaign, complete, default));
        return complete;
    }

    private async Task<IReadOnlyList<RegisterEntry>> ReadAsync(IRegister register, PractitionerRef doctor, CampaignId? from = null) =>
        await ToListAsync(register.ReadPatientsAsync(from ?? _campaign, SamplePeople.Secret, doctor, default));

    private static async Task<List<RegisterEntry>> ToListAsync(IAsyncEnumerable<RegisterEntry> entries) => await entries.ToListAsync();
}
