using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using Outreach.Core;

namespace Outreach.Functions.Http;

/// <summary>The outermost middleware: an error that nobody expected is answered without detail, and logged by its type alone.</summary>
/// <remarks>An exception's message may quote what was being worked on; it is neither logged nor answered.</remarks>
public sealed partial class UnexpectedErrorMiddleware(ILogger<UnexpectedErrorMiddleware> logger) : IFunctionsWorkerMiddleware
{
    private static readonly TimeSpan ShortestRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(10);

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (context.GetHttpContext() is not { } http)
        {
            await ReportAsync(context, next);
            return;
        }

        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone: there is nobody to answer.
        }
        catch (TransientDependencyException unavailable)
        {
            LogUnavailable(context.FunctionDefinition.Name);
            await AnswerAsync(http, () =>
            {
                TimeSpan retry = unavailable.RetryAfter ?? ShortestRetry;
                retry = retry < ShortestRetry ? ShortestRetry : retry > LongestRetry ? LongestRetry : retry;
                http.Response.Headers.RetryAfter = ((int)Math.Ceiling(retry.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                return Problems.WriteAsync(Failures.Unavailable, http);
            });
        }
        catch (Exception unexpected)
        {
            LogUnexpected(context.FunctionDefinition.Name, unexpected.GetType().FullName ?? "");
            await AnswerAsync(http, () => Problems.WriteUnexpectedAsync(http));
        }
    }

    /// <summary>Activities and timers have their own rules of retry: the engine must see the exception as it is.</summary>
    private async Task ReportAsync(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (TransientDependencyException)
        {
            LogUnavailable(context.FunctionDefinition.Name);
            throw;
        }
        catch (Exception failure) when (!context.CancellationToken.IsCancellationRequested)
        {
            LogUnexpected(context.FunctionDefinition.Name, failure.GetType().FullName ?? "");
            throw;
        }
    }

    private static Task AnswerAsync(HttpContext http, Func<Task> write)
    {
        if (http.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            http.Abort();
            return Task.CompletedTask;
        }

        http.Response.Clear();
        return write();
    }

    [LoggerMessage(9001, LogLevel.Error, "{Function} failed unexpectedly with {ErrorType}.")]
    private partial void LogUnexpected(string function, string errorType);

    [LoggerMessage(9002, LogLevel.Warning, "{Function} could not be done now: a dependency does not answer.")]
    private partial void LogUnavailable(string function);
}
