using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Outreach.Core.Access;
using Outreach.Functions.Access;
using Outreach.Functions.Access.Habilitations;
using Outreach.Functions.Campaigns;
using Outreach.Functions.Contacts;
using Outreach.Functions.Deletion;
using Outreach.Testing.Access;
using Outreach.Testing.Register;
using Xunit;

namespace Outreach.Functions.Tests.Access;

/// <summary>Who may call what, over every HTTP function there is.</summary>
public sealed class SidesTests
{
    /// <summary>Each insurer's function that a role alone opens: whatever is added needs a habilitation, or a place here (docs/law.md, C10).</summary>
    private static readonly Type[] ByRoleAlone =
    [
        typeof(GetCampaignFunction), typeof(ListCampaignsFunction), typeof(CountContactsFunction), typeof(ListUnattestedFunction),
        typeof(GrantHabilitationFunction), typeof(ListHabilitationsFunction), typeof(GetHabilitationFunction), typeof(RevokeHabilitationFunction),
    ];

    private static readonly string[] AllRoles = [.. typeof(Roles).GetFields().Select(field => (string)field.GetRawConstantValue()!)];

    private static readonly (Type Type, AccessAttribute Rule)[] Functions = [.. HttpFunctions()];

    [Fact]
    [Trait("threat", "29")]
    public void Rules_ADoctorWithEveryRole_ReachesNothingOfTheInsurers()
    {
        var doctor = new Caller("d", CallerKind.Practitioner, SamplePeople.Doctors[0], new HashSet<string>(AllRoles, StringComparer.Ordinal));
        (Type Type, AccessAttribute Rule)[] insurers = [.. Functions.Where(function => IsInsurers(function.Rule))];

        Assert.True(insurers.Length > 12, "the insurer's functions were not found");
        Assert.All(insurers, function => Assert.Equal("access.role-missing", AccessRules.Check(function.Rule, doctor)?.Code));
    }

    [Fact]
    [Trait("threat", "29")]
    public void Rules_AnAgentWithEveryRole_ReachesNothingOfTheDoctors()
    {
        Caller agent = SampleHabilitation.Agent("a", AllRoles);
        (Type Type, AccessAttribute Rule)[] doctors = [.. Functions.Where(function => function.Rule is RequiresPractitionerAttribute)];

        Assert.True(doctors.Length > 6, "the doctors' functions were not found");
        Assert.All(doctors, function => Assert.Equal("lists.not-found", AccessRules.Check(function.Rule, agent)?.Code));
    }

    [Fact]
    [Trait("threat", "27")]
    public void Rules_OfTheInsurer_NeedAHabilitation_ButForAListThatIsWritten() => Assert.Equal(
        ByRoleAlone.Select(type => type.Name).Order(StringComparer.Ordinal),
        Functions.Where(function => function.Rule is RequiresRoleAttribute).Select(function => function.Type.Name).Order(StringComparer.Ordinal));

    /// <summary>A habilitation does not replace the role, nor one role another.</summary>
    [Fact]
    [Trait("threat", "27")]
    public void Rules_OfTheInsurer_EachNameRoles_AndRefuseWhoeverHasAllOthers() => Assert.All(
        Functions.Where(function => IsInsurers(function.Rule)),
        function =>
        {
            IReadOnlyList<string> roles = function.Rule is RequiresHabilitationAttribute habilitation ? habilitation.AnyOf : ((RequiresRoleAttribute)function.Rule).AnyOf;
            Assert.NotEmpty(roles);
            Assert.All(roles, role => Assert.Contains(role, AllRoles));
            Assert.Equal("access.role-missing", AccessRules.Check(function.Rule, SampleHabilitation.Agent("a", [.. AllRoles.Except(roles)]))?.Code);
            Assert.All(roles, role => Assert.Null(AccessRules.Check(function.Rule, SampleHabilitation.Agent("a", role))));
        });

    private static bool IsInsurers(AccessAttribute rule) => rule is RequiresRoleAttribute or RequiresHabilitationAttribute;

    private static IEnumerable<(Type, AccessAttribute)> HttpFunctions() =>
        from type in typeof(OutreachApplication).Assembly.GetTypes()
        where type.GetMethods().Any(method => method.GetCustomAttribute<FunctionAttribute>() is not null)
        let rule = type.GetCustomAttribute<AccessAttribute>()
        where rule is not null
        select (type, rule);
}
