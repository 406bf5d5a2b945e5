using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Outreach.Core.Register.Runs;
using Outreach.Functions.Durable;

namespace Outreach.Functions.Register.Runs;

/// <summary>Which import to make; its id is the instance id as well.</summary>
public sealed record ImportRegisterInput(string Campaign, string Import);

/// <summary>Which part of an import.</summary>
public sealed record ImportPartInput(string Campaign, string Import, int Part);

/// <summary>An import from the landed extract to nothing of it: read, find duplicates, begin, load, complete, destroy, sweep.</summary>
/// <remarks>How an import ends stands in its record; this only takes the steps. At most 48 parts, which is as far as one instance fans out.</remarks>
public static class ImportRegisterOrchestrator
{
    [Function(nameof(ImportRegisterOrchestrator))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, ImportRegisterInput input)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        try
        {
            await LoadAsync(context, input);
        }
        catch (TaskFailedException)
        {
            await EndAsync(context, input);
            throw;
        }

        await EndAsync(context, input);
    }

    private static async Task LoadAsync(TaskOrchestrationContext context, ImportRegisterInput input)
    {
        ImportStep read = await context.CallActivityAsync<ImportStep>(nameof(ReadExtractActivity), input, ActivityRetry.Options);
        if (!read.GoesOn)
        {
            return;
        }

        await EachPartAsync(context, nameof(FindDuplicatesActivity), input, read.Parts);
        ImportStep begun = await context.CallActivityAsync<ImportStep>(nameof(BeginLoadActivity), input, ActivityRetry.Options);
        if (begun.GoesOn)
        {
            await EachPartAsync(context, nameof(LoadPartActivity), input, begun.Parts);
            await CallAsync(context, nameof(CompleteImportActivity), input);
        }
    }

    private static async Task EndAsync(TaskOrchestrationContext context, ImportRegisterInput input)
    {
        await CallAsync(context, nameof(EndImportActivity), input);
        await CallAsync(context, nameof(SweepRegisterActivity), input);
    }

    private static Task EachPartAsync(TaskOrchestrationContext context, string activity, ImportRegisterInput input, int parts) => Task.WhenAll(
        Enumerable.Range(0, parts).Select(part => context.CallActivityAsync(activity, new ImportPartInput(input.Campaign, input.Import, part), ActivityRetry.Options)));

    private static Task CallAsync(TaskOrchestrationContext context, string activity, ImportRegisterInput input) =>
        context.CallActivityAsync(activity, input, ActivityRetry.Options);
}
