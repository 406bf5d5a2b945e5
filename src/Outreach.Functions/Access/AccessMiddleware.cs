using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Outreach.Adapters.Access;
using Outreach.Core;
using Outreach.Core.Access;
using Outreach.Core.Access.Habilitations;
using Outreach.Core.Access.SignIn;
using Outreach.Functions.Http;
using AccessFailures = Outreach.Core.Access.Failures;
using HttpFailures = Outreach.Functions.Http.Failures;

namespace Outreach.Functions.Access;

/// <summary>Lets an HTTP function run only for a caller its rule admits, and hands that caller to it.</summary>
public sealed partial class AccessMiddleware(
    AccessRules rules, BearerTokenValidator tokens, BindSignInHandler signIns, RequireHabilitationHandler habilitations, ILogger<AccessMiddleware> logger)
    : IFunctionsWorkerMiddleware
{
    private const string Scheme = "Bearer ";

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (context.GetHttpContext() is not { } http || rules.Find(context.FunctionDefinition.Name) is AnonymousAttribute)
        {
            await next(context);
            return;
        }

        // What a signed-in caller is answered is nobody else's, whatever function answers.
        Answers.NoStore(http.Response);
        Result<Caller> caller = await AdmitAsync(context, http);
        if (caller.Succeeded)
        {
            context.SetCaller(caller.Value);
            await next(context);
            return;
        }

        LogRefused(context.FunctionDefinition.Name, caller.Failure.Code);
        if (Challenge(caller.Failure) is { } challenge)
        {
            http.Response.Headers.WWWAuthenticate = challenge;
        }

        await Problems.WriteAsync(caller.Failure, http);
    }

    private async Task<Result<Caller>> AdmitAsync(FunctionContext context, HttpContext http)
    {
        if (rules.Find(context.FunctionDefinition.Name) is not { } rule)
        {
            return HttpFailures.NotFound;
        }

        StringValues authorization = http.Request.Headers.Authorization;
        if (authorization.Count == 0)
        {
            return AccessFailures.TokenMissing;
        }

        if (authorization is not [{ } header] || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return AccessFailures.TokenInvalid;
        }

        Result<Caller> caller = await tokens.ValidateAsync(header[Scheme.Length..].Trim(), http.RequestAborted);
        return caller.Succeeded && await CheckAsync(rule, caller.Value, http.RequestAborted) is { } refused ? refused : caller;
    }

    /// <summary>What the token says, then what is kept: nothing is read for a caller whom the rule refuses. A store that is away admits nobody.</summary>
    private async Task<Failure?> CheckAsync(AccessAttribute rule, Caller caller, CancellationToken cancellationToken) =>
        AccessRules.Check(rule, caller) ?? rule switch
        {
            RequiresPractitionerAttribute => await signIns.RunAsync(caller, cancellationToken),
            RequiresHabilitationAttribute needed => await habilitations.RunAsync(caller, [needed.Purpose, needed.Or], cancellationToken),
            _ => null,
        };

    /// <summary>RFC 6750, section 3, and RFC 9470 for a sign-in that is too weak.</summary>
    private static string? Challenge(Failure failure) => failure.Code switch
    {
        "access.token-missing" => "Bearer",
        "access.token-invalid" or "access.sign-in-changed" => "Bearer error=\"invalid_token\"",
        "access.sign-in-too-weak" => "Bearer error=\"insufficient_user_authentication\"",
        "access.role-missing" or "access.not-a-doctor" => "Bearer error=\"insufficient_scope\"",
        _ => null,
    };

    [LoggerMessage(8001, LogLevel.Warning, "{Function} refused a caller: {Code}.")]
    private partial void LogRefused(string function, string code);
}
