using Outreach.Core.Audit.Evidence;
using Outreach.Core.Tests.Register.Updates;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Core.Tests.Audit.Evidence;

public sealed class RegisterUpdateEvidenceTests
{
    [Theory]
    [InlineData("C2", "peopleUpdatedBetweenImports", 2)]
    [InlineData("C11", "updatesBetweenImports", 2)]
    [InlineData("C13", "updateRowsRefused", 1)]
    [InlineData("C7", "solicitationsAllowedPerPerson", 1)]
    [InlineData("C9", "solicitationsAllowedPerPerson", 1)]
    public async Task Report_AfterUpdates_CountsThemFromTheTrail(string condition, string key, long value)
    {
        using EvidenceWorld evidence = await EvidenceWorld.CreateAsync(Outcome.Ready);
        using UpdatesWorld updates = new(evidence.Lists);
        Dictionary<string, string?> row = UpdatesWorld.Row(SamplePeople.OfOneDoctor(updates.First, 1)[0].Person);
        await updates.UpdateAsync(row, null);
        await updates.UpdateAsync(row);

        EvidenceReport report = await evidence.ReportAsync();

        Assert.Equal(value, Assert.Single(report.Conditions.Single(found => found.Id == condition).Numbers, number => number.Key == key).Value);
        Assert.True(report.Reconciles);
    }
}
