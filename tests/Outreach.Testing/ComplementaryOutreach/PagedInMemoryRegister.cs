using System.Globalization;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.Register;
using Outreach.Testing.Register;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>The register in memory, in pages; held to <see cref="RegisterPagesContract"/>.</summary>
public sealed class PagedInMemoryRegister(InMemoryRegister register) : IRegisterPages
{
    private const int DoctorPages = 256;

    /// <summary>People in a page of a department.</summary>
    public int PageSize { get; init; } = 1_000;

    public async Task<RegisterPage?> ReadAsync(
        CampaignId campaign, CampaignSecret secret, WaveShard shard, int generation, int page, CancellationToken cancellationToken)
    {
        if (await register.FindGenerationAsync(campaign, cancellationToken) != generation)
        {
            return null;
        }

        if (shard.Department is { } department)
        {
            List<RegisterEntry> all = await register.ReadWithoutPractitionerAsync(campaign, secret, department, cancellationToken).ToListAsync(cancellationToken);
            return new RegisterPage([.. all.Skip(page * PageSize).Take(PageSize)], (page + 1) * PageSize >= all.Count);
        }

        List<RegisterEntry> people = [];
        string prefix = shard.Doctors + page.ToString("x2", CultureInfo.InvariantCulture);
        foreach (PractitionerRef doctor in register.PractitionersOf(campaign).Where(doctor => doctor.Value.StartsWith(prefix, StringComparison.Ordinal)))
        {
            people.AddRange(await register.ReadPatientsAsync(campaign, secret, doctor, cancellationToken).ToListAsync(cancellationToken));
        }

        return new RegisterPage(people, page >= DoctorPages - 1);
    }
}
