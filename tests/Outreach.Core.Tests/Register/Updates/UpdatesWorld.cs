using System.Globalization;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Lists;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;
using Outreach.Core.Register.Updates;
using Outreach.Core.Tests.Lists;
using Outreach.Testing.Register;

namespace Outreach.Core.Tests.Register.Updates;

/// <summary>A campaign with two doctors, whose register is updated between imports.</summary>
internal sealed class UpdatesWorld(ListsWorld lists) : IDisposable
{
    public ListsWorld Lists { get; } = lists;

    public PractitionerRef First => Lists.RefOf(SamplePeople.Doctors[0]);

    public PractitionerRef Second => Lists.RefOf(SamplePeople.Doctors[1]);

    public static async Task<UpdatesWorld> CreateAsync(int patients = 40) => new(await ListsWorld.CreateAsync(patients));

    public async Task<ContactBook> BookAsync() => (await Books().FindAsync(Lists.Campaign.Id, default))!;

    public ContactBooks Books() => new(
        new CampaignGate(Lists.Campaigns, new CampaignKeyRing(Lists.Keys, Lists.Time), Lists.Secrets, Lists.Time), Lists.Secrets, Lists.Register);

    public UpdateRegisterHandler Handler() => new(
        Books(),
        new RegisterUpdateWriter(Lists.Faults.Watch<IContactLedger>(Lists.Contacts), Lists.Faults.Watch<IRegisterWriter>(Lists.Register), Lists.Pseudonyms),
        Lists.Faults.Watch<Core.Audit.IAuditTrail>(Lists.Audit),
        new RegisterPolicy { AcceptTestIdentities = true },
        Lists.Time);

    public Task<Result<RegisterUpdateOutcome>> UpdateAsync(params IReadOnlyList<IReadOnlyDictionary<string, string?>?> people) =>
        Handler().RunAsync(Lists.Campaign.Id.Value, new RegisterUpdateBody(people), "system", default);

    /// <summary>An import that is written and not complete yet.</summary>
    public async Task<RegisterImport> BeginAsync(params IReadOnlyList<RegisterPlacement> people)
    {
        RegisterImport import = await Lists.Register.StartAsync(Lists.Campaign.Id, RandomId.Create(), default);
        await Lists.Register.WriteAsync(Lists.Campaign.Id, Lists.Secret, import.Generation, people.ToAsyncEnumerable(), default);
        return import;
    }

    /// <summary>One of the doctor's patients as the import has them.</summary>
    public async Task<RegisterEntry> PatientAsync(int doctor = 0) =>
        (await PatientsAsync(doctor)).First(entry => entry.IsEligible);

    public async Task<List<RegisterEntry>> PatientsAsync(int doctor) =>
        await Lists.Register.ReadPatientsAsync(Lists.Campaign.Id, Lists.Secret, Lists.RefOf(SamplePeople.Doctors[doctor]), default).ToListAsync();

    public async Task<Dictionary<PatientRef, DateTimeOffset?>> MarksAsync(ListRequest request) =>
        (await Lists.Contacts.ReadMarksAsync(await BookAsync(), ContactAct.For(request.Practitioner, request.List), default))
        .ToDictionary(mark => mark.Person, mark => mark.ClosedAt);

    /// <summary>How many rows the list has that is made for a doctor now.</summary>
    public async Task<int> RowsOfANewListAsync(int doctor) =>
        (await Lists.ManifestAsync(await Lists.ReadyAsync(doctor), doctor)).Rows;

    /// <summary>A row as the insurer sends it.</summary>
    public static Dictionary<string, string?> Row(
        InsuredPerson person, int? doctor = 0, bool vaccinated = false, bool objected = false, bool deceased = false) => new(StringComparer.Ordinal)
        {
            [ExtractColumns.InsSystem] = person.Id.System,
            [ExtractColumns.InsNumber] = person.Id.Number,
            [ExtractColumns.FamilyName] = person.FamilyName,
            [ExtractColumns.GivenName] = person.GivenName,
            [ExtractColumns.BirthDate] = person.BirthDate.ToString("O", CultureInfo.InvariantCulture),
            [ExtractColumns.Phone] = person.Phone,
            [ExtractColumns.PostalCode] = person.PostalCode,
            [ExtractColumns.City] = person.City,
            [ExtractColumns.Department] = person.Department,
            [ExtractColumns.TreatingDoctors] = doctor is { } number ? SamplePeople.Doctors[number].Value[1..] : "",
            [ExtractColumns.Vaccinated] = vaccinated ? "1" : "0",
            [ExtractColumns.Objected] = objected ? "1" : "0",
            [ExtractColumns.Deceased] = deceased ? "true" : "false",
        };

    public void Dispose() => Lists.Dispose();
}
