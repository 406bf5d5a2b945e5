using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Outreach.Conformance.Cases;

/// <summary>Payloads with properties as C# names them, and an enumeration.</summary>
public sealed record Parcel(string Label, DayOfWeek Day, int? Weight);

/// <summary>Payloads of other kinds.</summary>
public sealed record Bag(IReadOnlyList<int> Numbers, IReadOnlyDictionary<string, decimal> Prices, DateTimeOffset At, Guid Id);

/// <summary>Activities: sequence, fan-out, payloads, failures.</summary>
public static class ActivityCases
{
    private const string Context = "durabletask-dotnet src/Abstractions/TaskOrchestrationContext.cs, CallActivityAsync";
    private const string Patterns = "Durable Functions documentation, application patterns: function chaining, fan-out/fan-in";
    private const string Failures = "durabletask-dotnet src/Abstractions/TaskFailedException.cs and TaskFailureDetails.cs";
    private const string Json = "durabletask-dotnet src/Abstractions/Converters/JsonDataConverter.cs";

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("activities-in-sequence", Patterns, "4", run => run.OutputAsync(nameof(Sequence), 1)),
        new("activities-fan-out", Patterns, "4950", run => run.OutputAsync(nameof(FanOut), 100)),
        new("activities-when-any-takes-the-first", Patterns, "\"quick\"", run => run.OutputAsync(nameof(FirstOf))),
        new("activity-without-input-or-output", Context, "\"null\"", run => run.OutputAsync(nameof(Nothing))),
        new("activity-payloads-keep-their-names", Json, """{"Label":"books","Day":3,"Weight":null}""", run => run.OutputAsync(nameof(Echo), new Parcel("books", DayOfWeek.Wednesday, null))),
        new("activity-large-payload", Context, "300000", run => run.OutputAsync(nameof(Large), 300_000)),
        new("activity-failure-has-name-and-type", Failures, "\"Break TaskFailedException True False\"", run => run.OutputAsync(nameof(CatchFailure))),
        new("activity-failure-has-its-message", Failures, "\"no more paper\"", run => run.OutputAsync(nameof(CatchMessage))),
        new("activity-failure-uncaught-fails-the-instance", Failures, "Failed", run => run.OutputAsync(nameof(LetFail))),
        new("activity-null-result", Context, "\"null\"", run => run.OutputAsync(nameof(NullResult))),
        new("activity-payload-of-collections-and-instants", Json, "true", run => run.OutputAsync(nameof(EchoBag))),
        new("activities-in-when-all-one-failing-fails-it-after-all-have-ended", Patterns, "\"failed, 2 succeeded\"", run => run.OutputAsync(nameof(OneOfThreeFails))),
        new("activity-options-given-as-its-input-are-refused", Context, "\"ArgumentException\"", run => run.OutputAsync(nameof(OptionsAsInput))),
        new("activity-that-does-not-exist-fails-the-call", "Microsoft.Azure.WebJobs.Extensions.DurableTask, TaskNonexistentActivityShim", "\"TaskFailedException\"", run => run.OutputAsync(nameof(CallNobody))),
        new("activity-names-ignore-case", "durabletask-dotnet src/Abstractions/TaskName.cs", "2", run => run.OutputAsync(nameof(OtherCase), 1)),
    ];

    [Function(nameof(Sequence))]
    public static async Task<int> Sequence([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        int value = context.GetInput<int>();
        for (int i = 0; i < 3; i++)
        {
            value = await context.CallActivityAsync<int>(nameof(AddOne), value);
        }

        return value;
    }

    [Function(nameof(FanOut))]
    public static async Task<int> FanOut([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Task<int>[] all = [.. Enumerable.Range(-1, context.GetInput<int>()).Select(i => context.CallActivityAsync<int>(nameof(AddOne), i))];
        return (await Task.WhenAll(all)).Sum();
    }

    [Function(nameof(FirstOf))]
    public static async Task<string> FirstOf([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Task<string> slow = context.CallActivityAsync<string>(nameof(AfterMilliseconds), 4000);
        Task<string> quick = context.CallActivityAsync<string>(nameof(AfterMilliseconds), 1);
        return await Task.WhenAny(slow, quick) == quick ? "quick" : "slow";
    }

    [Function(nameof(Nothing))]
    public static async Task<string> Nothing([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        await context.CallActivityAsync(nameof(DoNothing));
        return context.GetInput<string?>() ?? "null";
    }

    [Function(nameof(Echo))]
    public static async Task<Parcel> Echo([OrchestrationTrigger] TaskOrchestrationContext context, Parcel parcel)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await context.CallActivityAsync<Parcel>(nameof(Carry), parcel);
    }

    [Function(nameof(Large))]
    public static async Task<int> Large([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return (await context.CallActivityAsync<string>(nameof(Repeat), context.GetInput<int>())).Length;
    }

    [Function(nameof(CatchFailure))]
    public static async Task<string> CatchFailure([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            await context.CallActivityAsync(nameof(Break));
            return "no failure";
        }
        catch (TaskFailedException failure)
        {
            return $"{failure.TaskName} {failure.GetType().Name} {failure.FailureDetails.IsCausedBy<InvalidOperationException>()} {failure.FailureDetails.IsCausedBy<IOException>()}";
        }
    }

    [Function(nameof(CatchMessage))]
    public static async Task<string> CatchMessage([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            await context.CallActivityAsync(nameof(Break));
            return "no failure";
        }
        catch (TaskFailedException failure)
        {
            return failure.FailureDetails.ErrorMessage;
        }
    }

    [Function(nameof(LetFail))]
    public static Task LetFail([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.CallActivityAsync(nameof(Break));
    }

    [Function(nameof(OtherCase))]
    public static async Task<int> OtherCase([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await context.CallActivityAsync<int>("ADDONE", context.GetInput<int>());
    }

    [Function(nameof(NullResult))]
    public static async Task<string> NullResult([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await context.CallActivityAsync<string?>(nameof(GiveNull)) ?? "null";
    }

    [Function(nameof(EchoBag))]
    public static async Task<bool> EchoBag([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var bag = new Bag(
            [3, 1, 2],
            new Dictionary<string, decimal>(StringComparer.Ordinal) { ["une clé"] = 1.50m },
            new DateTimeOffset(2026, 3, 29, 2, 30, 0, TimeSpan.FromHours(1)),
            Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"));
        Bag back = await context.CallActivityAsync<Bag>(nameof(CarryBag), bag);
        return back.Numbers.SequenceEqual(bag.Numbers) && back.Prices["une clé"] == 1.50m && back.At == bag.At && back.At.Offset == bag.At.Offset && back.Id == bag.Id;
    }

    [Function(nameof(OneOfThreeFails))]
    public static async Task<string> OneOfThreeFails([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Task[] all = [context.CallActivityAsync<string>(nameof(AfterMilliseconds), 500), context.CallActivityAsync(nameof(Break)), context.CallActivityAsync<int>(nameof(AddOne), 1)];
        try
        {
            await Task.WhenAll(all);
            return "no failure";
        }
        catch (TaskFailedException)
        {
            return $"failed, {all.Count(one => one.IsCompletedSuccessfully)} succeeded";
        }
    }

    [Function(nameof(OptionsAsInput))]
    public static async Task<string> OptionsAsInput([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            object options = TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromSeconds(1)));
            await context.CallActivityAsync<int>(nameof(AddOne), input: options);
            return "called";
        }
        catch (ArgumentException refused)
        {
            return refused.GetType().Name;
        }
    }

    [Function(nameof(CallNobody))]
    public static async Task<string> CallNobody([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            await context.CallActivityAsync("NobodyOfThisName");
            return "called";
        }
        catch (TaskFailedException failure)
        {
            return failure.GetType().Name;
        }
    }

    [Function(nameof(GiveNull))]
    public static string? GiveNull([ActivityTrigger] string? input) => null;

    [Function(nameof(CarryBag))]
    public static Bag CarryBag([ActivityTrigger] Bag bag) => bag;

    [Function(nameof(AddOne))]
    public static int AddOne([ActivityTrigger] int value) => value + 1;

    [Function(nameof(DoNothing))]
    public static void DoNothing([ActivityTrigger] string? input) => _ = input;

    [Function(nameof(Carry))]
    public static Parcel Carry([ActivityTrigger] Parcel parcel) => parcel;

    [Function(nameof(Repeat))]
    public static string Repeat([ActivityTrigger] int length) => new('x', length);

    [Function(nameof(AfterMilliseconds))]
    public static async Task<string> AfterMilliseconds([ActivityTrigger] int milliseconds)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System);
        return $"{milliseconds}";
    }

    [Function(nameof(Break))]
    public static void Break([ActivityTrigger] string? input) => throw new InvalidOperationException("no more paper");
}
