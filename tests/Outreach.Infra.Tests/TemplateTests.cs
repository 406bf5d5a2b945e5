using Outreach.Infra.Tests.Checks;
using Xunit;

namespace Outreach.Infra.Tests;

/// <summary>What deletion depends on holds of the compiled template, and each check finds the change that it is there for.</summary>
public sealed class TemplateTests
{
    public static TheoryData<string> Checks => [.. AllChecks.Checks.Keys];

    public static TheoryData<string, string> Flips
    {
        get
        {
            TheoryData<string, string> flips = [];
            foreach (Flip flip in AllChecks.Flips)
            {
                flips.Add(flip.Check, flip.Name);
            }

            return flips;
        }
    }

    [Theory]
    [MemberData(nameof(Checks))]
    [Trait("threat", "41")]
    public async Task Template_AsItIs_Passes(string check)
    {
        Template template = await CompiledTemplate.GetAsync();

        Assert.Empty(AllChecks.Checks[check].Findings(template));
    }

    [Theory]
    [MemberData(nameof(Flips))]
    [Trait("threat", "41")]
    public async Task Template_WithOneThingChanged_IsFound(string check, string change)
    {
        Template template = await CompiledTemplate.GetAsync();

        AllChecks.Flips.Single(flip => flip.Check == check && flip.Name == change).Apply(template);

        Assert.NotEmpty(AllChecks.Checks[check].Findings(template));
    }

    [Fact]
    [Trait("threat", "67")]
    public async Task Template_AsItIs_LetsNoPageInButTheApplicationsOwn()
    {
        Template template = await CompiledTemplate.GetAsync();

        Assert.Empty(OriginChecks.OwnPageAlone.Findings(template).Concat(OriginChecks.NoWildcard.Findings(template)).Concat(StorageChecks.OneOrigin.Findings(template)));
    }

    [Fact]
    public void Checks_EachHasAChangeToFind() =>
        Assert.Empty(AllChecks.Checks.Keys.Except(AllChecks.Flips.Select(flip => flip.Check), StringComparer.Ordinal));
}
