using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Outreach.Functions;
using Outreach.LocalHost.Hosting;
using Xunit;

namespace Outreach.LocalHost.Tests.Hosting;

public sealed class FunctionCatalogTests
{
    [Fact]
    public void Of_FunctionsDeclaredWrong_NamesEveryOneAndWhatIsWrong()
    {
        string said = Assert.Throws<InvalidOperationException>(() => FunctionCatalog.Of([typeof(Well), typeof(Wrong)])).Message;

        Assert.Contains("Wrong.NoTrigger: a function has exactly one trigger; this one has 0.", said, StringComparison.Ordinal);
        Assert.Contains("Wrong.AsyncVoid: async void cannot be awaited; return Task.", said, StringComparison.Ordinal);
        Assert.Contains("Wrong.Unbound: nothing binds the parameter 'mystery' of type Guid.", said, StringComparison.Ordinal);
        Assert.Contains("Wrong.Twice: another function is named 'good'.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Well.", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TheProduct_FindsItsFunctionsWithTheirTriggers()
    {
        FunctionCatalog catalog = FunctionCatalog.Of(typeof(OutreachApplication).Assembly.GetTypes());

        Assert.True(catalog.Find("preparelistorchestrator")!.IsOrchestrator);
        Assert.Equal("timerTrigger", catalog.Find("EnforceDeletionFunction")!.TriggerType);
        Assert.All(catalog.Functions, function => Assert.Equal(function.Method.DeclaringType!.Name, function.Name));
    }

    private static class Well
    {
        [Function("Good")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "good/{word?}")] HttpRequest request, string? word, CancellationToken cancellation) =>
            _ = (request, word, cancellation);

        [Function(nameof(Orchestrate))]
        public static Task Orchestrate([OrchestrationTrigger] TaskOrchestrationContext context, int input) => Task.FromResult((context, input));
    }

    private static class Wrong
    {
        [Function(nameof(NoTrigger))]
        public static void NoTrigger(string word) => _ = word;

        [Function(nameof(AsyncVoid))]
        public static async void AsyncVoid([ActivityTrigger] string word)
        {
            await Task.Yield();
            _ = word;
        }

        [Function(nameof(Unbound))]
        public static void Unbound([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, Guid mystery) => _ = (request, mystery);

        [Function("good")]
        public static void Twice([ActivityTrigger] string word) => _ = word;
    }
}
