using Microsoft.Extensions.Hosting;
using Outreach.Core.Deletion;

namespace Outreach.Functions.Deletion;

/// <summary>Looks before anything is served or written, and stops the start with every reason at once (threats 30, 41).</summary>
public sealed class StartGuard(Func<StartFacts> settings, IListsAccountProbe lists) : IHostedLifecycleService
{
    private volatile bool _passed;

    public Task StartingAsync(CancellationToken cancellationToken) => _passed ? Task.CompletedTask : RunAsync(cancellationToken);

    /// <exception cref="InvalidOperationException">The application may not run; the message says why and what to do, and quotes no value of a setting.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        StartFacts facts = settings();
        StartRefusal[] refusals = [.. StartPolicy.OfSettings(facts), .. StartPolicy.OfListsAccount(await lists.LookAsync(cancellationToken))];
        _passed = refusals.Length == 0 ? true : throw new InvalidOperationException(StartPolicy.Describe(refusals, facts.Production));
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
