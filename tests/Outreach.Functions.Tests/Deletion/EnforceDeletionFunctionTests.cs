using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Outreach.Core.Deletion;
using Outreach.Functions.Deletion;
using Outreach.Functions.Http;
using Outreach.Testing.Audit;
using Outreach.Testing.Campaigns;
using Outreach.Testing.Deletion;
using Outreach.Testing.Lists;
using Xunit;

namespace Outreach.Functions.Tests.Deletion;

public sealed class EnforceDeletionFunctionTests
{
    /// <summary>One permanent failure must not silence the alerts about everything else.</summary>
    [Fact]
    [Trait("threat", "36")]
    public async Task Run_SomethingFailedAndSomethingIsLate_SaysSoBeforeItThrows()
    {
        var time = new FakeTimeProvider(SampleCampaign.Opens);
        var audit = new InMemoryAuditTrail(time);
        var lists = new InMemoryListStore();
        var requests = new InMemoryListRequestStore();
        var deletions = new InMemoryDeletionLedger();
        var policy = new DeletionPolicy();
        var marks = new ListMarks(lists, audit, null!, time);
        var remains = new ListRemains(lists, requests, deletions, policy, time);
        var handler = new EnforceDeletionHandler(
            new DueSweep(deletions, new KeepPromiseHandler(lists, requests, null!, marks, remains), marks, policy),
            new HistorySweep(lists, requests, marks, remains),
            new DeletionDuties([new Duty(broken: true), new Duty(broken: false)], policy, time),
            audit,
            time);
        var log = new EventLog<EnforceDeletionFunction>();
        var function = new EnforceDeletionFunction(handler, log);

        await Assert.ThrowsAsync<AggregateException>(
            () => function.RunAsync(new TimerInfo(), new Mock<DurableTaskClient>("test").Object, default));

        Assert.Equal([5002, 5003], log.Events.Select(entry => entry.Id));
    }

    [Fact]
    public async Task Middleware_TimerFails_SaysFunctionAndTypeAloneAndThrowsTheSame()
    {
        var context = new Mock<FunctionContext>();
        var definition = new Mock<FunctionDefinition>();
        definition.Setup(function => function.Name).Returns("SomeTimer");
        context.Setup(call => call.FunctionDefinition).Returns(definition.Object);
        context.Setup(call => call.Items).Returns(new Dictionary<object, object>());
        var log = new EventLog<UnexpectedErrorMiddleware>();
        var failure = new InvalidOperationException("words that nobody may read");

        Exception? thrown = await Record.ExceptionAsync(() => new UnexpectedErrorMiddleware(log).Invoke(context.Object, _ => throw failure));

        Assert.Same(failure, thrown);
        Assert.Equal([(9001, "SomeTimer failed unexpectedly with System.InvalidOperationException.")], log.Events);
    }

    private sealed class Duty(bool broken) : IDeletionDuty
    {
        public string Name => broken ? "Broken" : "Late";

        public Task<DutyOutcome> RunAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
            broken ? throw new InvalidOperationException("broken") : Task.FromResult(new DutyOutcome(Removed: 1, Late: 1, Waiting: 0));
    }

    private sealed class EventLog<T> : ILogger<T>
    {
        public List<(int Id, string Text)> Events { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Events.Add((eventId.Id, formatter(state, exception)));
    }
}
