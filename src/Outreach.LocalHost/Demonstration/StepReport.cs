using Spectre.Console;

namespace Outreach.LocalHost.Demonstration;

/// <summary>Shows each step of the demonstration with its outcome, and counts.</summary>
public sealed class StepReport(IAnsiConsole console)
{
    public int Held { get; private set; }

    public int Failed { get; private set; }

    /// <summary>Runs one step. What the step answers is shown beside its title; a step that throws <see cref="StepFailedException"/> did not hold.</summary>
    public async Task<T> RunAsync<T>(string title, Func<Task<(T Value, string Outcome)>> step)
    {
        ArgumentNullException.ThrowIfNull(step);
        try
        {
            (T value, string outcome) = await step();
            Held++;
            console.MarkupLineInterpolated($"[green]✔[/] {title} [grey]{outcome}[/]");
            return value;
        }
        catch (StepFailedException failure)
        {
            Failed++;
            console.MarkupLineInterpolated($"[red]✘[/] {title} [red]{failure.Message}[/]");
            throw;
        }
    }

    public Task RunAsync(string title, Func<Task<string>> step) =>
        RunAsync<bool>(title, async () => (true, await step()));

    public void Note(string text) => console.MarkupLineInterpolated($"  [grey]{text}[/]");
}

/// <summary>A step came out otherwise than promised. The message names statuses and counts only.</summary>
public sealed class StepFailedException : Exception
{
    public StepFailedException()
    {
    }

    public StepFailedException(string message)
        : base(message)
    {
    }

    public StepFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public static void Require(bool held, string otherwise)
    {
        if (!held)
        {
            throw new StepFailedException(otherwise);
        }
    }
}
