using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Outreach.LocalHost.Hosting;

namespace Outreach.LocalHost.Http;

/// <summary>HTTP functions on Kestrel, with routes, methods and authorization levels as the Functions host has them.</summary>
public sealed partial class HttpFunctions(FunctionCatalog catalog, FunctionInvoker invoker, FunctionKeys keys, ILogger<HttpFunctions> logger)
{
    private static readonly string[] AnyMethod = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    /// <param name="prefix">`extensions.http.routePrefix` of host.json.</param>
    public void Map(IEndpointRouteBuilder endpoints, string prefix)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        foreach (FunctionEntry function in catalog.Functions.Where(function => function.Http is not null))
        {
            string route = $"/{string.Join('/', new[] { prefix.Trim('/'), function.Route.TrimStart('/') }.Where(part => part.Length > 0))}";
            string[] methods = function.Http!.Methods is { Length: > 0 } named ? [.. named.Select(name => name.ToUpperInvariant())] : AnyMethod;
            endpoints.MapMethods(route, methods, http => RunAsync(function, http)).WithDisplayName(function.Name);
        }
    }

    /// <summary>The Functions host says "not found" where ASP.NET says "method not allowed".</summary>
    public static async Task HideMethodsAsync(HttpContext http, RequestDelegate next)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(next);
        await next(http);
        if (http.Response is { StatusCode: StatusCodes.Status405MethodNotAllowed, HasStarted: false } response)
        {
            response.Headers.Remove("Allow");
            response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private async Task RunAsync(FunctionEntry function, HttpContext http)
    {
        if (!keys.Admit(function, http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        try
        {
            object? result = await invoker.InvokeAsync(function, http.Request, http, input: null, http.RequestAborted);
            await AnswerAsync(result, http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone: there is nobody to answer.
        }
        catch (Exception unexpected) when (!http.Response.HasStarted)
        {
            // The host's edge: 500 without detail, as the Functions host answers.
            LogFailed(function.Name, unexpected.GetType().FullName ?? "");
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    private static Task AnswerAsync(object? result, HttpContext http) => result switch
    {
        IResult answer => answer.ExecuteAsync(http),
        IActionResult answer => answer.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor())),
        null => Task.CompletedTask,
        string text => http.Response.WriteAsync(text),
        _ => http.Response.WriteAsJsonAsync(result, result.GetType()),
    };

    [LoggerMessage(9101, LogLevel.Error, "{Function} failed with {ErrorType}.")]
    private partial void LogFailed(string function, string errorType);
}
