using Outreach.Core.Deletion;
using Xunit;

namespace Outreach.Core.Tests.Deletion;

public sealed class StartPolicyTests
{
    private static readonly StartFacts Good = new()
    {
        Production = true,
        StandIns = [],
        LocalIssuers = [],
        EmulatedAccounts = [],
        AcceptsTestIdentities = false,
    };

    private static readonly StartFacts Developers = new()
    {
        Production = false,
        StandIns = ["Campaign keys"],
        LocalIssuers = ["Access__Issuers__0__Issuer"],
        EmulatedAccounts = ["Storage__Lists"],
        AcceptsTestIdentities = true,
    };

    [Fact]
    public void OfSettings_ProductionAsItHasToBe_RefusesNothing() => Assert.Empty(StartPolicy.OfSettings(Good));

    [Fact]
    public void OfSettings_DevelopersMachine_RefusesNothing() => Assert.Empty(StartPolicy.OfSettings(Developers));

    [Fact]
    [Trait("threat", "30")]
    public void OfSettings_DevelopersMachineInProduction_RefusesEachThing() =>
        Assert.Equal(
            ["host.stand-in", "access.local-issuer", "storage.emulator", "register.test-identities"],
            StartPolicy.OfSettings(Developers with { Production = true }).Select(refusal => refusal.Code));

    public static TheoryData<string, StartFacts> OneFault => new()
    {
        { "host.stand-in", Good with { StandIns = ["Mail"] } },
        { "access.local-issuer", Good with { LocalIssuers = ["Access__Issuers__1__Issuer"] } },
        { "storage.emulator", Good with { EmulatedAccounts = ["Storage__Audit"] } },
        { "register.test-identities", Good with { AcceptsTestIdentities = true } },
    };

    [Theory]
    [MemberData(nameof(OneFault))]
    [Trait("threat", "30")]
    public void OfSettings_OneThingWrongInProduction_RefusesThat(string code, StartFacts facts)
    {
        Assert.Equal([code], StartPolicy.OfSettings(facts).Select(refusal => refusal.Code));
        Assert.Empty(StartPolicy.OfSettings(facts with { Production = false }));
    }

    [Fact]
    public void OfSettings_SeveralIssuers_NamesEachSetting()
    {
        StartRefusal[] refusals = [.. StartPolicy.OfSettings(Good with { LocalIssuers = ["Access__Issuers__0__Issuer", "Access__Issuers__1__Issuer"] })];

        Assert.Equal(2, refusals.Length);
        Assert.StartsWith("Access__Issuers__0__Issuer:", refusals[0].Sentence, StringComparison.Ordinal);
        Assert.StartsWith("Access__Issuers__1__Issuer:", refusals[1].Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ListsAccountFault.BlobSoftDelete, "deletion.soft-delete", true)]
    [InlineData(ListsAccountFault.Versioning, "deletion.versioning", true)]
    [InlineData(ListsAccountFault.ContainerSoftDelete, "deletion.container-soft-delete", true)]
    [InlineData(ListsAccountFault.Immutability, "deletion.immutability", true)]
    [InlineData(ListsAccountFault.Forbidden, "deletion.no-right-to-look", false)]
    [InlineData(ListsAccountFault.NoAnswer, "deletion.no-answer", false)]
    [Trait("threat", "41")]
    public void OfListsAccount_EachFault_RefusesAndSaysWhatToDo(ListsAccountFault fault, string code, bool endsTheRun)
    {
        StartRefusal refusal = Assert.Single(StartPolicy.OfListsAccount([fault, fault]));

        Assert.Equal(code, refusal.Code);
        Assert.Contains(". ", refusal.Sentence, StringComparison.Ordinal);
        Assert.Equal(endsTheRun, StartPolicy.EndsTheRun(fault));
    }

    [Fact]
    [Trait("threat", "41")]
    public void OfListsAccount_NoFault_RefusesNothing() => Assert.Empty(StartPolicy.OfListsAccount([]));

    [Fact]
    public void Describe_SeveralReasons_SaysAllOfThem()
    {
        StartRefusal[] refusals = [.. StartPolicy.OfSettings(Developers with { Production = true }), .. StartPolicy.OfListsAccount(Enum.GetValues<ListsAccountFault>())];

        string message = StartPolicy.Describe(refusals, production: true);

        Assert.Equal(10, refusals.Length);
        Assert.All(refusals, refusal => Assert.Contains($"{refusal.Code}: {refusal.Sentence}", message, StringComparison.Ordinal));
        Assert.Contains("AZURE_FUNCTIONS_ENVIRONMENT", message, StringComparison.Ordinal);
        Assert.DoesNotContain("AZURE_FUNCTIONS_ENVIRONMENT", StartPolicy.Describe(refusals, production: false), StringComparison.Ordinal);
    }
}
