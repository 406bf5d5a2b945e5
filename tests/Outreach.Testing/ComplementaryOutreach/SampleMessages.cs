using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.Register;
using Outreach.Core.Register.Synthetic;
using Outreach.Testing.Register;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>Messages of a wave to synthetic people.</summary>
public static class SampleMessages
{
    public static readonly WaveId Wave = new("0123456789abcdef0123456789abcdef");

    public static WavePart Part(OutreachChannel channel = OutreachChannel.Sms, int number = 0, WaveId? wave = null) =>
        new(wave ?? Wave, WaveShard.OfDepartment("75"), Page: 3, channel, number);

    public static IReadOnlyList<OutgoingMessage> Of(WavePart part, int count) =>
    [
        .. SyntheticPeople.Of(new SyntheticPopulation([SamplePeople.Doctors[0]]) { PatientsPerDoctor = count, WithoutDoctorRatio = 0 })
            .Take(count).Select((person, i) => Of(part, Reachable(person.Person, i))),
    ];

    public static OutgoingMessage Of(WavePart part, InsuredPerson person) => new(
        SamplePeople.Secret.For(part.Wave, SamplePeople.Secret.For(person.Id)), person,
        new RenderedMessage(
            "Votre information", $"Bonjour {person.GivenName},\nl'assurance maladie vous informe. \"Vos droits\", et ne plus être contacté : https://outreach.example/o#jeton\n"));

    private static InsuredPerson Reachable(InsuredPerson person, int i) => person with
    {
        Phone = "+33199000123",
        Email = $"personne-{i}@people.example",
        Street = "7, rue de l'Exemple",
        PostalCode = "75001",
        City = "Paris",
        Department = "75",
    };
}
