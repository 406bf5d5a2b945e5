using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;
using Xunit;

namespace Outreach.Testing.Register;

/// <summary>What every <see cref="IRegister"/> and <see cref="IRegisterWriter"/> promise about updates between imports.</summary>
public abstract class RegisterUpdateContract
{
    private const string Department = "93";

    private static readonly PractitionerRef First = new("0123456789abcdef0123456789abcdef");
    private static readonly PractitionerRef Second = new("fedcba9876543210fedcba9876543210");

    private readonly CampaignId _campaign = SamplePeople.NewCampaign();

    protected abstract Task<(IRegister Register, IRegisterWriter Writer)> CreateAsync();

    [Theory]
    [InlineData(3)]
    [InlineData(330)]
    [Trait("threat", "58")]
    public async Task Update_VaccinatedSince_WinsOverTheImport(int count)
    {
        (IRegister register, IRegisterWriter writer) = await CreateAsync();
        RegisterPlacement[] people = People(count);
        int generation = await LoadAsync(writer, people);

        await UpdateAsync(writer, generation, people[1] with { Person = people[1].Person with { Vaccinated = true } });

        List<RegisterEntry> read = await ReadAsync(register, First);
        Assert.Equal(count, read.Count);
        Assert.Equal(people[1].Person.Id, Assert.Single(read, entry => !entry.IsEligible).Person.Id);
    }

    [Fact]
    [Trait("threat", "58")]
    public async Task Update_MovedToAnotherDoctor_StandsWithTheNewOneEvenIfThatHadNobody()
    {
        (IRegister register, IRegisterWriter writer) = await CreateAsync();
        RegisterPlacement[] people = People(3);
        int generation = await LoadAsync(writer, people);

        await UpdateAsync(writer, generation, people[1] with { Practitioners = [Second] });

        RegisterEntry moved = Assert.Single(await ReadAsync(register, Second));
        Assert.Equal(people[1].Person, moved.Person);
        Assert.Equal(SamplePeople.Secret.For(people[1].Person.Id), moved.Ref);
    }

    [Fact]
    public async Task Update_FoundADoctor_LeavesTheDepartmentsPeople()
    {
        (IRegister register, IRegisterWriter writer) = await CreateAsync();
        RegisterPlacement[] people = [.. People(2).Select(person => person with { Practitioners = [] })];
        int generation = await LoadAsync(writer, people);

        await UpdateAsync(writer, generation, people[0] with { Practitioners = [First] });

        Assert.Equal(people[1].Person, Assert.Single(await WithoutPractitionerAsync(register)).Person);
        Assert.Equal(people[0].Person, Assert.Single(await ReadAsync(register, First)).Person);
    }

    [Fact]
    public async Task Update_LostTheDoctor_StandsWithTheDepartmentsPeople()
    {
        (IRegister register, IRegisterWriter writer) = await CreateAsync();
        RegisterPlacement[] people = People(2);
        int generation = await LoadAsync(writer, people);

        await UpdateAsync(writer, generation, people[0] with { Practitioners = [] });

        Assert.Equal(people[0].Person, Assert.Single(await WithoutPractitionerAsync(register)).Person);
    }

    [Fact]
    [Trait("threat", "33")]
    public async Task Update_Twice_IsTheSameAsOnceAndTheLaterCallWins()
    {
        (IRegister register, IRegisterWriter writer) = await CreateAsync();
        RegisterPlacement[] people = People(2);
        int generation = await LoadAsync(writer, people);
        RegisterPlacement vaccinated = people[0] with { Person = people[0].Person with { Vaccinated = true } };

        await UpdateAsync(writer, generation, vaccinated);
        await UpdateAsync(writer, generation, vaccinated);

        Assert.Single(await ReadAsync(register, First), entry => entry.Person.Vaccinated);
        await UpdateAsync(writer, generation, people[0]);
        Assert.DoesNotContain(await ReadAsync(register, First), entry => entry.Person.Vaccinated);
    }

    [Fact]
    public async Task Complete_NextGeneration_SpeaksForItselfAndIsSweptOfUpdates()
    {
        (IRegister register, IRegisterWriter writer) = await CreateAsync();
        RegisterPlacement[] people = People(2);
        int generation = await LoadAsync(writer, people);
        await UpdateAsync(writer, generation, people[0] with { Person = people[0].Person with { Vaccinated = true }, Practitioners = [Second] });

        int next = await LoadAsync(writer, people);

        Assert.All(await ReadAsync(register, First), entry => Assert.True(entry.IsEligible));
        Assert.Empty(await ReadAsync(register, Second));
        await writer.SweepAsync(_campaign, next, default);
        Assert.Equal(2, (await ReadAsync(register, First)).Count);
        Assert.Empty(await ReadAsync(register, Second));
    }

    [Fact]
    [Trait("threat", "58")]
    public async Task Update_OfAGenerationThatIsBeingLoaded_IsSeenOnceThatIsComplete()
    {
        (IRegister register, IRegisterWriter writer) = await CreateAsync();
        RegisterPlacement[] people = People(2);
        Assert.Equal(0, await writer.FindNewestGenerationAsync(_campaign, default));
        int generation = await LoadAsync(writer, people);
        RegisterImport loading = await writer.StartAsync(_campaign, Core.RandomId.Create(), default);
        Assert.Equal(generation + 1, await writer.FindNewestGenerationAsync(_campaign, default));

        await UpdateAsync(writer, loading.Generation, people[0] with { Person = people[0].Person with { Vaccinated = true } });
        await writer.WriteAsync(_campaign, SamplePeople.Secret, loading.Generation, people.ToAsyncEnumerable(), default);

        Assert.All(await ReadAsync(register, First), entry => Assert.True(entry.IsEligible));
        await writer.CompleteAsync(_campaign, loading with { State = RegisterImportState.Complete }, default);
        await writer.SweepAsync(_campaign, loading.Generation, default);
        Assert.Single(await ReadAsync(register, First), entry => !entry.IsEligible);
        Assert.Equal(loading.Generation, await writer.FindNewestGenerationAsync(_campaign, default));
    }

    [Fact]
    public async Task Sweep_OfTheGenerationInForce_KeepsItsUpdates()
    {
        (IRegister register, IRegisterWriter writer) = await CreateAsync();
        RegisterPlacement[] people = People(2);
        int generation = await LoadAsync(writer, people);
        await UpdateAsync(writer, generation, people[0] with { Practitioners = [Second] });

        await writer.SweepAsync(_campaign, generation, default);

        Assert.Single(await ReadAsync(register, Second));
    }

    /// <summary>Eligible people of the first doctor, all of one department.</summary>
    private static RegisterPlacement[] People(int count) =>
    [
        .. SamplePeople.OfOneDoctor(First, count).Select(placement => placement with
        {
            Person = placement.Person with { Department = Department, Vaccinated = false, Objected = false, Deceased = false },
        }),
    ];

    private async Task<int> LoadAsync(IRegisterWriter writer, IReadOnlyList<RegisterPlacement> people)
    {
        RegisterImport import = await writer.StartAsync(_campaign, Core.RandomId.Create(), default);
        await writer.WriteAsync(_campaign, SamplePeople.Secret, import.Generation, people.ToAsyncEnumerable(), default);
        Assert.True(await writer.CompleteAsync(_campaign, import with { State = RegisterImportState.Complete }, default));
        return import.Generation;
    }

    private Task UpdateAsync(IRegisterWriter writer, int generation, params IReadOnlyCollection<RegisterPlacement> people) =>
        writer.UpdateAsync(_campaign, SamplePeople.Secret, generation, people, default);

    private async Task<List<RegisterEntry>> ReadAsync(IRegister register, PractitionerRef doctor) =>
        await register.ReadPatientsAsync(_campaign, SamplePeople.Secret, doctor, default).ToListAsync();

    private async Task<List<RegisterEntry>> WithoutPractitionerAsync(IRegister register) =>
        await register.ReadWithoutPractitionerAsync(_campaign, SamplePeople.Secret, Department, default).ToListAsync();
}
