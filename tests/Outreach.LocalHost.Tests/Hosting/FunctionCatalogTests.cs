using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;
using Outreach.Functions;
using Outreach.LocalHost.Hosting;
using Xunit;

namespace Outreach.LocalHost.Tests.Hosting;

public sealed class FunctionCatalogTests
{
    [Theory]
    [InlineData("Wrong.NoTrigger: a function has exactly one trigger; this one has 0.")]
    [InlineData("Wrong.TwoTriggers: a function has exactly one trigger; this one has 2.")]
    [InlineData("Wrong.AsyncVoid: async void cannot be awaited; return Task.")]
    [InlineData("Wrong.Unawaited: the Functions worker does not await a ValueTask; return Task.")]
    [InlineData("Wrong.Unbound: nothing binds the parameter 'mystery' of type Guid.")]
    [InlineData("Wrong.FromAspNet: nothing binds the parameter 'page' of type Int32. The Functions worker does not know ASP.NET's FromQueryAttribute; read it from the request")]
    [InlineData("Wrong.FromAspNet: nothing binds the parameter 'body' of type String. [FromBody] is ASP.NET's; the Functions worker's is Microsoft.Azure.Functions.Worker.Http.FromBody.")]
    [InlineData("Wrong.Twice: another function is named 'good'.")]
    [InlineData("Wrong.Queue: the local host does not know QueueTriggerAttribute of the parameter 'message'; it has HTTP, timer, orchestration and activity triggers.")]
    [InlineData("Wrong.Inputs: the local host does not know BlobInputAttribute of the parameter 'blob'.")]
    [InlineData("Wrong.Inputs: [DurableClient] gives a DurableTaskClient; the parameter 'client' is of type String.")]
    [InlineData("Wrong.Output: the local host has no output bindings, and the method has QueueOutputAttribute.")]
    [InlineData("Wrong.Outputs: the local host has no output bindings, and the result's Sent has QueueOutputAttribute.")]
    [InlineData("Wrong.Hidden: the method is not public; the Functions worker does not find it.")]
    [InlineData("Wrong.Named: '1st' is no name for a function")]
    [InlineData("Wrong.Host: 'host' is no name for a function")]
    [InlineData("Wrong.Retried: FixedDelayRetryAttribute is for timers; the Functions host has no retries for a httpTrigger.")]
    [InlineData("Wrong.Context: the trigger parameter 'context' is of type String; an orchestrator gets a TaskOrchestrationContext.")]
    [InlineData("Wrong.Request: the trigger parameter 'request' is of type String; the local host gives HTTP functions an HttpRequest")]
    [InlineData("Wrong.Slash: the route '/slash' is empty or begins with '/' or '~'")]
    [InlineData("Wrong.Reserved: the route 'administrators' begins with 'admin', which the Functions host keeps for itself.")]
    [InlineData("Wrong.Braces: the route 'braces/{open' cannot be read")]
    [InlineData("Wrong.Constraint: the route 'odd/{number:odd}' has the constraint 'odd', which nobody knows.")]
    [InlineData("Wrong.Text: the Functions worker answers 200 and nothing for a result of type String; return IResult or IActionResult.")]
    [InlineData("Good and Second have the same route 'GOOD/{word?}' and a method in common.")]
    public void Of_FunctionsDeclaredWrong_NamesEveryOneAndWhatIsWrong(string fault)
    {
        string said = Assert.Throws<InvalidOperationException>(() => FunctionCatalog.Of([typeof(Well), typeof(Wrong)])).Message;

        Assert.Contains(fault, said, StringComparison.Ordinal);
        Assert.DoesNotContain("Well.", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_FunctionsDeclaredWell_IsTheirNamesInOrder() =>
        Assert.Equal(["Deleting", "Good", "Orchestrate", "Several"], FunctionCatalog.Of([typeof(Well)]).Functions.Select(function => function.Name));

    [Fact]
    public void Of_OnlySomeNamed_LeavesTheOthersAlone_WrongAsTheyAre() =>
        Assert.Equal("Orchestrate", Assert.Single(FunctionCatalog.Of([typeof(Well), typeof(Wrong)], ["orchestrate"]).Functions).Name);

    [Fact]
    public void Of_TheProduct_FindsItsFunctionsWithTheirTriggers()
    {
        FunctionCatalog catalog = FunctionCatalog.Of(typeof(OutreachApplication).Assembly.GetTypes());

        Assert.True(catalog.Find("preparelistorchestrator")!.IsOrchestrator);
        Assert.Equal("timerTrigger", catalog.Find("EnforceDeletionFunction")!.TriggerType);
        Assert.All(catalog.Functions, function => Assert.Equal(function.Method.DeclaringType!.Name, function.Name));
    }

    [Theory]
    [InlineData(nameof(Levels.Nothing), AuthorizationLevel.Function)]
    [InlineData(nameof(Levels.Methods), AuthorizationLevel.Function)]
    [InlineData(nameof(Levels.Level), AuthorizationLevel.Admin)]
    [InlineData(nameof(Levels.Both), AuthorizationLevel.Anonymous)]
    public void AuthLevel_ByWhatTheAttributeWasGiven_IsWhatTheHostReads(string function, AuthorizationLevel level) =>
        Assert.Equal(level, FunctionCatalog.Of([typeof(Levels)]).Find(function)!.AuthLevel);

    private static class Well
    {
        [Function("Good")]
        public static void Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "good/{word?}")] HttpRequest request, string? word, CancellationToken cancellation) =>
            _ = (request, word, cancellation);

        [Function("Deleting")]
        public static void Delete([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "good/{word?}")] HttpRequest request) => _ = request;

        [Function(nameof(Orchestrate))]
        public static Task Orchestrate([OrchestrationTrigger] TaskOrchestrationContext context, int input) => Task.FromResult((context, input));

        [Function(nameof(Several))]
        public static Parts Several([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => new(Results.Ok(), "");
    }

    private sealed record Parts([property: HttpResult] IResult Answer, string Other);

    private sealed record SentParts(IResult Answer, [property: QueueOutput] string Sent);

    private sealed class QueueTriggerAttribute : TriggerBindingAttribute;

    private sealed class BlobInputAttribute : InputBindingAttribute;

    private sealed class QueueOutputAttribute : OutputBindingAttribute;

    private static class Levels
    {
        [Function(nameof(Nothing))]
        public static void Nothing([HttpTrigger] HttpRequest request) => _ = request;

        [Function(nameof(Methods))]
        public static void Methods([HttpTrigger("get", "post")] HttpRequest request) => _ = request;

        [Function(nameof(Level))]
        public static void Level([HttpTrigger(AuthorizationLevel.Admin)] HttpRequest request) => _ = request;

        [Function(nameof(Both))]
        public static void Both([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => _ = request;
    }

    private static class Wrong
    {
        [Function(nameof(NoTrigger))]
        public static void NoTrigger(string word) => _ = word;

        [Function(nameof(TwoTriggers))]
        public static void TwoTriggers([ActivityTrigger] string word, [TimerTrigger("0 0 0 * * *")] TimerInfo timer) => _ = (word, timer);

        [Function(nameof(AsyncVoid))]
        public static async void AsyncVoid([ActivityTrigger] string word)
        {
            await Task.Yield();
            _ = word;
        }

        [Function(nameof(Unawaited))]
        public static ValueTask<int> Unawaited([ActivityTrigger] string word) => ValueTask.FromResult(word.Length);

        [Function(nameof(Unbound))]
        public static void Unbound([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, Guid mystery) => _ = (request, mystery);

        [Function(nameof(FromAspNet))]
        public static void FromAspNet(
            [HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request,
            [Microsoft.AspNetCore.Mvc.FromQuery] int page,
            [Microsoft.AspNetCore.Mvc.FromBody] string body) => _ = (request, page, body);

        [Function("good")]
        public static void Twice([ActivityTrigger] string word) => _ = word;

        [Function(nameof(Queue))]
        public static void Queue([QueueTrigger] string message) => _ = message;

        [Function(nameof(Inputs))]
        public static void Inputs([ActivityTrigger] string word, [BlobInput] string blob, [DurableClient] string client) => _ = (word, blob, client);

        [Function(nameof(Output))]
        [QueueOutput]
        public static string Output([ActivityTrigger] string word) => word;

        [Function(nameof(Outputs))]
        public static Task<SentParts> Outputs([ActivityTrigger] string word) => Task.FromResult(new SentParts(Results.Ok(), word));

        [Function(nameof(Hidden))]
        private static void Hidden([ActivityTrigger] string word) => _ = word;

        [Function("1st")]
        public static void Named([ActivityTrigger] string word) => _ = word;

        [Function("host")]
        public static void Host([ActivityTrigger] string word) => _ = word;

        [Function(nameof(Retried))]
        [FixedDelayRetry(2, "00:00:01")]
        public static void Retried([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => _ = request;

        [Function(nameof(Context))]
        public static Task Context([OrchestrationTrigger] string context) => Task.FromResult(context);

        [Function(nameof(Request))]
        public static void Request([HttpTrigger(AuthorizationLevel.Anonymous)] string request) => _ = request;

        [Function(nameof(Slash))]
        public static void Slash([HttpTrigger(AuthorizationLevel.Anonymous, Route = "/slash")] HttpRequest request) => _ = request;

        [Function(nameof(Reserved))]
        public static void Reserved([HttpTrigger(AuthorizationLevel.Anonymous, Route = "administrators")] HttpRequest request) => _ = request;

        [Function(nameof(Braces))]
        public static void Braces([HttpTrigger(AuthorizationLevel.Anonymous, Route = "braces/{open")] HttpRequest request) => _ = request;

        [Function(nameof(Constraint))]
        public static void Constraint([HttpTrigger(AuthorizationLevel.Anonymous, Route = "odd/{number:odd}")] HttpRequest request, int number) => _ = (request, number);

        [Function(nameof(Text))]
        public static Task<string> Text([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Task.FromResult(request.Path.Value ?? "");

        [Function(nameof(Second))]
        public static void Second([HttpTrigger(AuthorizationLevel.Anonymous, "POST", "GET", Route = "GOOD/{word?}")] HttpRequest request) => _ = request;
    }
}
