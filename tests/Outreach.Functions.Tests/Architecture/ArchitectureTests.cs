using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Adapters.Storage;
using Outreach.Core.Lists;
using Outreach.Functions.Access;
using Outreach.Testing;
using Xunit;

namespace Outreach.Functions.Tests.Architecture;

/// <summary>What the layers promise each other.</summary>
public sealed class ArchitectureTests
{
    private const int LongestFile = 300;

    [Fact]
    public void Core_KnowsNothingOfAzureFunctionsOrHttp() =>
        Assert.DoesNotContain(References(typeof(ListRequest)), name =>
            name.StartsWith("Azure", StringComparison.Ordinal) || name.StartsWith("Microsoft.Azure", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.DurableTask", StringComparison.Ordinal) || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    [Fact]
    public void Adapters_KnowNothingOfFunctionsOrOrchestrations() =>
        Assert.DoesNotContain(References(typeof(OutreachStorage)), name =>
            name.StartsWith("Microsoft.Azure.Functions", StringComparison.Ordinal) || name.StartsWith("Microsoft.DurableTask", StringComparison.Ordinal)
            || name.StartsWith("Outreach.Functions", StringComparison.Ordinal));

    /// <summary>Middleware refuses a function without one; this says so before anything is deployed (threat 6).</summary>
    [Fact]
    [Trait("threat", "6")]
    public void HttpFunctions_EachSaysWhoMayCallIt()
    {
        Type[] http = [.. HttpFunctions().Select(method => method.DeclaringType!)];

        Assert.True(http.Length > 8, "the HTTP functions were not found");
        Assert.All(http, type => Assert.True(
            type.GetCustomAttributes().Any(attribute => attribute is AnonymousAttribute or RequiresRoleAttribute or RequiresHabilitationAttribute or RequiresPractitionerAttribute),
            $"{type.Name} does not say who may call it"));
    }

    /// <summary>Keys would be a second way in that nobody watches.</summary>
    [Fact]
    public void HttpFunctions_NeedNoFunctionKey() =>
        Assert.All(HttpFunctions(), method => Assert.Equal(
            AuthorizationLevel.Anonymous,
            method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).OfType<HttpTriggerAttribute>().Single().AuthLevel));

    [Fact]
    public void ProductFiles_AreShortEnoughToReadAtOnce()
    {
        string[] files = [.. Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))];

        Assert.True(files.Length > 100, "the sources were not found");
        Assert.All(files, file => Assert.True(File.ReadLines(file).Count() <= LongestFile, $"{Path.GetFileName(file)} is longer than {LongestFile} lines"));
    }

    private static IEnumerable<string> References(Type type) => type.Assembly.GetReferencedAssemblies().Select(name => name.Name!);

    private static IEnumerable<MethodInfo> HttpFunctions() =>
        from type in typeof(OutreachApplication).Assembly.GetTypes()
        from method in type.GetMethods()
        where method.GetCustomAttribute<FunctionAttribute>() is not null
            && method.GetParameters().Any(parameter => parameter.ParameterType == typeof(HttpRequest))
        select method;
}
