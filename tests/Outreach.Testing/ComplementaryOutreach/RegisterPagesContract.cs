using System.Globalization;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>What every <see cref="IRegisterPages"/> promises.</summary>
public abstract class RegisterPagesContract
{
    private const string Department = "93";

    private static readonly PractitionerRef First = new("a3000123456789abcdef0123456789ab");
    private static readonly PractitionerRef Second = new("a3ff0123456789abcdef0123456789ab");
    private static readonly PractitionerRef Elsewhere = new("a4000123456789abcdef0123456789ab");

    private static int _number;

    private readonly CampaignId _campaign = SamplePeople.NewCampaign();

    protected abstract Task<(IRegisterPages Pages, IRegisterWriter Writer)> CreateAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2_700)]
    public async Task Read_ADepartment_HasEachOnceInPagesThatAreBounded(int count)
    {
        (IRegisterPages pages, IRegisterWriter writer) = await CreateAsync();
        RegisterPlacement[] people = People(count);
        int generation = await LoadAsync(writer, [.. people, Of(Elsewhere), InDepartment("75")]);

        List<RegisterPage> read = await ReadAllAsync(pages, WaveShard.OfDepartment(Department), generation);

        Assert.Equal(Refs(people), read.SelectMany(page => page.People).Select(entry => entry.Ref.Value).Order(StringComparer.Ordinal));
        Assert.All(read, page => Assert.InRange(page.People.Count, 0, 1_600));
        Assert.True(read.Count >= count / 1_600);
        Assert.All(read.SelectMany(page => page.People), entry => Assert.Equal(SamplePeople.Secret.For(entry.Person.Id), entry.Ref));
    }

    [Fact]
    public async Task Read_TheSamePageAgain_HasTheSamePeople()
    {
        (IRegisterPages pages, IRegisterWriter writer) = await CreateAsync();
        int generation = await LoadAsync(writer, People(1_500));

        RegisterPage[] twice = [(await PageAsync(pages, generation, 1))!, (await PageAsync(pages, generation, 1))!];

        Assert.NotEmpty(twice[0].People);
        Assert.Equal(twice[0].People.Select(entry => entry.Ref), twice[1].People.Select(entry => entry.Ref));
    }

    [Fact]
    [Trait("threat", "58")]
    public async Task Read_WithUpdates_HasEachOnceAsTheUpdateSays()
    {
        (IRegisterPages pages, IRegisterWriter writer) = await CreateAsync();
        RegisterPlacement[] people = People(300);
        RegisterPlacement left = Of(First);
        int generation = await LoadAsync(writer, [.. people, left]);
        RegisterPlacement[] vaccinated = [.. people[..40].Select(placement => placement with { Person = placement.Person with { Vaccinated = true } })];
        RegisterPlacement foundADoctor = people[50] with { Practitioners = [Second] };
        await writer.UpdateAsync(_campaign, SamplePeople.Secret, generation, [.. vaccinated, foundADoctor, left with { Practitioners = [] }], default);

        List<RegisterEntry> read = [.. (await ReadAllAsync(pages, WaveShard.OfDepartment(Department), generation)).SelectMany(page => page.People)];

        Assert.Equal(
            Refs([.. people.Where(placement => placement.Person.Id != foundADoctor.Person.Id), left]), read.Select(entry => entry.Ref.Value).Order(StringComparer.Ordinal));
        Assert.Equal(Refs(vaccinated), read.Where(entry => entry.Person.Vaccinated).Select(entry => entry.Ref.Value).Order(StringComparer.Ordinal));
        List<RegisterPage> doctors = await ReadAllAsync(pages, WaveShard.OfDoctors(0xa3), generation);
        Assert.Contains(SamplePeople.Secret.For(foundADoctor.Person.Id), doctors.SelectMany(page => page.People).Select(entry => entry.Ref));
    }

    [Fact]
    public async Task Read_Doctors_HasThoseOfThePrefixAloneEachInAPageOfTheirOwn()
    {
        (IRegisterPages pages, IRegisterWriter writer) = await CreateAsync();
        RegisterPlacement[] first = [.. Enumerable.Range(0, 330).Select(_ => Of(First))];
        RegisterPlacement[] second = [.. Enumerable.Range(0, 20).Select(_ => Of(Second))];
        int generation = await LoadAsync(writer, [.. first, .. second, Of(Elsewhere)]);

        List<RegisterPage> read = await ReadAllAsync(pages, WaveShard.OfDoctors(0xa3), generation);

        Assert.Equal(Refs(first), read[0x00].People.Select(entry => entry.Ref.Value).Order(StringComparer.Ordinal));
        Assert.Equal(Refs(second), read[0xff].People.Select(entry => entry.Ref.Value).Order(StringComparer.Ordinal));
        Assert.Equal(350, read.Sum(page => page.People.Count));
        Assert.Equal(256, read.Count);
    }

    [Fact]
    [Trait("threat", "58")]
    public async Task Read_WhenAnotherImportIsInForce_IsNull()
    {
        (IRegisterPages pages, IRegisterWriter writer) = await CreateAsync();
        int generation = await LoadAsync(writer, People(3));
        Assert.Null(await PageAsync(pages, generation + 1, 0));

        int next = await LoadAsync(writer, People(3));

        Assert.Null(await PageAsync(pages, generation, 0));
        Assert.Null(await pages.ReadAsync(_campaign, SamplePeople.Secret, WaveShard.OfDoctors(0xa3), generation, 0, default));
        await writer.SweepAsync(_campaign, next, default);
        Assert.Null(await PageAsync(pages, generation, 0));
        Assert.Equal(3, (await PageAsync(pages, next, 0))!.People.Count);
    }

    private static RegisterPlacement[] People(int count) => [.. Enumerable.Range(0, count).Select(_ => InDepartment(Department))];

    /// <summary>Somebody whom no other test knows.</summary>
    private static RegisterPlacement InDepartment(string department)
    {
        string number = Interlocked.Increment(ref _number).ToString("D13", CultureInfo.InvariantCulture) + "00";
        return new RegisterPlacement(
            new InsuredPerson
            {
                Id = new PatientId(InsSystem.Demo, number),
                FamilyName = $"SYNTHETIC{number}",
                GivenName = "Person",
                BirthDate = new DateOnly(1960, 1, 1),
                Department = department,
            },
            []);
    }

    private static RegisterPlacement Of(PractitionerRef doctor) => InDepartment(Department) with { Practitioners = [doctor] };

    private static IEnumerable<string> Refs(IEnumerable<RegisterPlacement> people) =>
        people.Select(placement => SamplePeople.Secret.For(placement.Person.Id).Value).Order(StringComparer.Ordinal);

    private Task<RegisterPage?> PageAsync(IRegisterPages pages, int generation, int page) =>
        pages.ReadAsync(_campaign, SamplePeople.Secret, WaveShard.OfDepartment(Department), generation, page, default);

    private async Task<List<RegisterPage>> ReadAllAsync(IRegisterPages pages, WaveShard shard, int generation)
    {
        List<RegisterPage> read = [];
        do
        {
            read.Add((await pages.ReadAsync(_campaign, SamplePeople.Secret, shard, generation, read.Count, default))!);
        }
        while (!read[^1].IsLast);

        return read;
    }

    private async Task<int> LoadAsync(IRegisterWriter writer, IReadOnlyCollection<RegisterPlacement> people)
    {
        RegisterImport import = await writer.StartAsync(_campaign, RandomId.Create(), default);
        await writer.WriteAsync(_campaign, SamplePeople.Secret, import.Generation, people.ToAsyncEnumerable(), default);
        await writer.CompleteAsync(_campaign, import with { State = RegisterImportState.Complete }, default);
        return import.Generation;
    }
}
