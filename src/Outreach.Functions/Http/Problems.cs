using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Outreach.Core;
using Outreach.Core.ComplementaryOutreach.Messages;
using Outreach.Core.Lists;

namespace Outreach.Functions.Http;

/// <summary>The one mapper from <see cref="Failure"/> to problem details (RFC 9457), in English or French as the caller prefers.</summary>
public static class Problems
{
    public const string ContentType = "application/problem+json";

    private const string TypePrefix = "urn:outreach:problem:";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.BasicLatin, System.Text.Unicode.UnicodeRanges.Latin1Supplement),
    };

    public static IResult From(Failure failure, HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(failure);
        ArgumentNullException.ThrowIfNull(request);
        return new ProblemResult(failure, request);
    }

    /// <summary>Answers from middleware, where no function returns a result.</summary>
    public static Task WriteAsync(Failure failure, HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return From(failure, context.Request).ExecuteAsync(context);
    }

    /// <summary>An error that is nobody's business: status and nothing else.</summary>
    public static Task WriteUnexpectedAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        bool french = Languages.PrefersFrench(context.Request);
        string detail = french
            ? "Une erreur inattendue s'est produite. Réessayez ; si elle persiste, prévenez l'exploitant."
            : "Something unexpected went wrong. Try again; if it stays, tell the operator.";
        return WriteAsync(new Problem($"{TypePrefix}http.unexpected", Title(500, french), 500, detail, "http.unexpected", Field: null, RequestId: null, End: null, Findings: null), french, context);
    }

    private static Task WriteAsync(Problem problem, bool french, HttpContext context)
    {
        HttpResponse response = context.Response;
        response.StatusCode = problem.Status;
        response.Headers.ContentLanguage = french ? "fr" : "en";
        response.Headers.Vary = "Accept-Language";
        Answers.NoStore(response);
        return response.WriteAsJsonAsync(problem, Options, ContentType, context.RequestAborted);
    }

    private static string Title(int status, bool french) => (status, french) switch
    {
        (400, false) => "The request is not valid",
        (400, true) => "La requête n'est pas valide",
        (401, false) => "Sign in first",
        (401, true) => "Connectez-vous d'abord",
        (403, false) => "Not allowed",
        (403, true) => "Non autorisé",
        (404, false) => "Not found",
        (404, true) => "Introuvable",
        (409, false) => "Not possible in the present state",
        (409, true) => "Impossible dans l'état actuel",
        (410, false) => "Gone",
        (410, true) => "N'existe plus",
        (413, false) => "Too large",
        (413, true) => "Trop volumineux",
        (415, false) => "Wrong media type",
        (415, true) => "Type de contenu non admis",
        (429, false) => "Too many",
        (429, true) => "Trop de demandes",
        (503, false) => "Try again later",
        (503, true) => "Réessayez plus tard",
        (_, false) => "Unexpected error",
        (_, true) => "Erreur inattendue",
    };

    private sealed record Problem(string Type, string Title, int Status, string Detail, string Code, string? Field, string? RequestId, ListEnd? End,
        IReadOnlyList<MessageFinding>? Findings);

    private sealed class ProblemResult(Failure failure, HttpRequest request) : IResult, IStatusCodeHttpResult
    {
        public int? StatusCode => (int)failure.Kind;

        public Task ExecuteAsync(HttpContext httpContext)
        {
            bool french = Languages.PrefersFrench(request);
            int status = (int)failure.Kind;
            string detail = french ? failure.French : failure.English;
            if (failure.RetryAfter is { } wait)
            {
                httpContext.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
            }

            return Problems.WriteAsync(
                new Problem(TypePrefix + failure.Code, Title(status, french), status, detail, failure.Code, failure.Field, failure.RequestId, failure.End, failure.Findings),
                french, httpContext);
        }
    }
}
