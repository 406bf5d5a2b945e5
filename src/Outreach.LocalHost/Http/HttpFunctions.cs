using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Outreach.LocalHost.Hosting;
using Outreach.LocalHost.Settings;

namespace Outreach.LocalHost.Http;

/// <summary>HTTP functions on Kestrel: routed, guarded, limited and answered as the Functions host and its worker do.</summary>
public sealed partial class HttpFunctions(
    FunctionCatalog catalog, FunctionInvoker invoker, FunctionKeys keys, HttpSettings settings, IConfiguration configuration, ILogger<HttpFunctions> logger) : IDisposable
{
    private readonly RequestQueue _queue = new(settings);

    /// <summary>Takes every request that nothing before it has answered.</summary>
    public void Use(IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        IRouter routes = FunctionRoutes.Of(
            catalog.Functions.Where(function => function.Http is not null),
            settings.RoutePrefix,
            app.ApplicationServices.GetRequiredService<IInlineConstraintResolver>(),
            RunAsync);
        app.Use(_queue.InvokeAsync);
        app.UseRouter(routes);
    }

    public void Dispose() => _queue.Dispose();

    private async Task RunAsync(FunctionEntry function, HttpContext http)
    {
        if (!keys.Admit(function, http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (DisabledFunctions.Contains(configuration, function.Name) && keys.LevelOf(http.Request, function.Name) != AuthorizationLevel.Admin)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!FitsBody(http))
        {
            // The body is left unread, so the connection cannot serve another request; the caller must know.
            http.Response.Headers.Connection = "close";
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        try
        {
            await invoker.InvokeAsync(
                new Invocation(function, http.Request, http) { Answer = result => AnswerAsync(function, result, http) }, http.RequestAborted);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone: there is nobody to answer.
        }
        catch (BadHttpRequestException bad) when (!http.Response.HasStarted)
        {
            // A body without a stated length grew too large while it was read, or came too slowly.
            http.Response.StatusCode = bad.StatusCode;
        }
        catch (Exception unexpected) when (!http.Response.HasStarted)
        {
            // The host's edge: 500 without detail, as the Functions host answers.
            LogFailed(function.Name, unexpected.GetType().FullName ?? "");
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    /// <summary>
    /// Two limits, as a function behind the host has: the host's own, and that of the worker's server, which is Kestrel's default of 30,000,000 bytes until the
    /// application configures another.
    /// </summary>
    private bool FitsBody(HttpContext http)
    {
        IHttpMaxRequestBodySizeFeature feature = http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>();
        long limit = Math.Min(settings.MaxRequestBodySize, feature.MaxRequestBodySize ?? long.MaxValue);
        if (!feature.IsReadOnly)
        {
            feature.MaxRequestBodySize = limit;
        }

        return !(http.Request.ContentLength > limit);
    }

    private Task AnswerAsync(FunctionEntry function, object? result, HttpContext http)
    {
        switch (result)
        {
            case IResult answer:
                return answer.ExecuteAsync(http);
            case IActionResult answer:
                return answer.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor()));
            case null:
                return Task.CompletedTask;
            case var several when several.GetType().GetProperties().FirstOrDefault(property => property.GetCustomAttribute<HttpResultAttribute>() is not null) is { } one:
                return AnswerAsync(function, one.GetValue(several), http);
            default:
                // The worker writes nothing either; it would be found out only there.
                LogNoAnswer(function.Name, result.GetType().Name);
                return Task.CompletedTask;
        }
    }

    [LoggerMessage(9101, LogLevel.Error, "{Function} failed with {ErrorType}.")]
    private partial void LogFailed(string function, string errorType);

    [LoggerMessage(9102, LogLevel.Warning, "{Function} returned {ResultType}, which is no answer: the caller gets 200 and nothing. Return IResult or IActionResult.")]
    private partial void LogNoAnswer(string function, string resultType);
}
