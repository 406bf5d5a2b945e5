using System.Reflection;
using System.Text.RegularExpressions;
using Outreach.Core;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.Lists;
using Outreach.Functions.Http;
using Xunit;

namespace Outreach.Functions.Tests.Architecture;

/// <summary>Every failure a caller may meet has a stable code and says what to do, in two languages.</summary>
public sealed partial class FailureTests
{
    [Fact]
    public void Failures_AllOfThem_HaveACodeOfTheirOwnAndTwoSentences()
    {
        List<Failure> failures = [.. All()];

        Assert.True(failures.Count > 40, $"only {failures.Count} failures were found");
        Assert.All(failures, failure =>
        {
            Assert.Matches(Code(), failure.Code);
            Assert.True(Enum.IsDefined(failure.Kind), failure.Code);
            Assert.True(failure.English.Length > 15 && failure.English.EndsWith('.'), failure.Code);
            Assert.True(failure.French.Length > 15 && failure.French.EndsWith('.'), failure.Code);
            Assert.NotEqual(failure.English, failure.French);
        });
        Assert.Empty(failures.GroupBy(failure => failure.Code, StringComparer.Ordinal).Where(same => same.Distinct().Count() > 1).Select(same => same.Key));
    }

    private static IEnumerable<Failure> All() =>
        from type in new[] { typeof(Failure).Assembly, typeof(Problems).Assembly }.SelectMany(assembly => assembly.GetTypes())
        where type.Name.EndsWith("Failures", StringComparison.Ordinal)
        from member in type.GetMembers(BindingFlags.Public | BindingFlags.Static)
        let failure = member switch
        {
            PropertyInfo { PropertyType: { } property } read when property == typeof(Failure) => (Failure?)read.GetValue(null),
            MethodInfo { IsSpecialName: false, ReturnType: { } result } method when result == typeof(Failure) => (Failure?)method.Invoke(null, [.. method.GetParameters().Select(Sample)]),
            _ => null,
        }
        where failure is not null
        select failure;

    private static object Sample(ParameterInfo parameter) => parameter.ParameterType switch
    {
        { } type when type == typeof(string) => "name",
        { } type when type == typeof(int) => 1,
        { } type when type == typeof(long) => 1L,
        { IsEnum: true } type => Enum.GetValues(type).GetValue(0)!,
        { } type when type == typeof(ListRequestId) => ListRequestId.Create(),
        { } type when type == typeof(ListEnd) => ListEnd.WithItsCampaign,
        { } type when type == typeof(OutreachChannel) => OutreachChannel.Sms,
        { } type when type == typeof(IEnumerable<string>) => new[] { "name" },
        { } type => throw new InvalidOperationException($"This test knows no sample of {type.Name}."),
    };

    [GeneratedRegex(@"^[a-z]+\.[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Code();
}
