using System.Security.Cryptography;
using System.Text;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Register.Import;
using Outreach.Core.Register.Synthetic;

namespace Outreach.Testing.Register;

/// <summary>Synthetic people, the official test doctors, and the secret of a campaign that does not exist.</summary>
public static class SamplePeople
{
    public static Pseudonyms Pseudonyms { get; } = new(SHA256.HashData("pseudonyms of the tests"u8));

    public static CampaignSecret Secret { get; } = new(SHA256.HashData("campaign secret of the tests"u8));

    public static IReadOnlyList<PractitionerId> Doctors { get; } = [.. new[] { "99700218896", "99700245667", "99700296140", "99700771191" }.Select(Doctor)];

    public static PractitionerId Doctor(string rpps) =>
        PractitionerId.TryParse(rpps, out PractitionerId doctor) ? doctor : throw new FormatException("Not an RPPS number.");

    /// <summary>A campaign nobody else uses: tests share one store.</summary>
    public static CampaignId NewCampaign() => CampaignId.Parse($"c{Core.RandomId.Create()[..12]}");

    /// <summary>That many people of one doctor.</summary>
    public static IReadOnlyList<RegisterPlacement> OfOneDoctor(PractitionerRef doctor, int count) =>
    [
        .. SyntheticPeople.Of(new SyntheticPopulation([Doctors[0]]) { PatientsPerDoctor = count, WithoutDoctorRatio = 0 })
            .Select(person => new RegisterPlacement(person.Person, [doctor])),
    ];

    /// <summary>An extract of a population, as a file.</summary>
    public static async Task<byte[]> ExtractAsync(SyntheticPopulation population)
    {
        using var file = new MemoryStream();
        await ExtractWriter.WriteAsync(file, SyntheticPeople.Of(population).Select(p => (p.Person, p.TreatingDoctors)), CancellationToken.None);
        return file.ToArray();
    }

    /// <summary>An extract of version 1: a header in the usual order and these lines.</summary>
    public static byte[] Extract(params IEnumerable<string> lines) =>
        Encoding.UTF8.GetBytes(string.Join('\n', [string.Join(';', ExtractColumns.Version1), .. lines]) + "\n");
}
