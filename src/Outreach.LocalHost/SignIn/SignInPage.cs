using System.Net;
using System.Text;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using OpenIddict.Abstractions;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Outreach.LocalHost.SignIn;

/// <summary>A page without script: choose whom to sign in as. A client without a browser posts the field `person` with the same parameters.</summary>
internal static class SignInPage
{
    private const string PersonField = "person";

    public static async ValueTask HandleAsync(HandleAuthorizationRequestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        HttpRequest request = context.Transaction.GetHttpRequest() ?? throw new InvalidOperationException("Sign-in comes over HTTP.");
        IReadOnlyList<SyntheticPerson> people =
            request.PathBase.StartsWithSegments(DevelopmentSignIn.Agents, StringComparison.OrdinalIgnoreCase) ? SyntheticPerson.Agents : SyntheticPerson.Doctors;
        string? chosen = HttpMethods.IsPost(request.Method) ? (string?)context.Request[PersonField] : null;
        if (SyntheticPerson.Find(people, chosen) is { } signedIn)
        {
            context.SignIn(signedIn.ToPrincipal());
            return;
        }

        HttpResponse response = request.HttpContext.Response;
        response.StatusCode = chosen is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self' http://127.0.0.1:* http://localhost:*; base-uri 'none'; frame-ancestors 'none'";
        response.Headers.CacheControl = "no-store";
        await response.WriteAsync(Html(context.Request, people, chosen), context.CancellationToken);
        context.HandleRequest();
    }

    private static string Html(OpenIddictRequest request, IReadOnlyList<SyntheticPerson> people, string? unknown)
    {
        var html = new StringBuilder("""
            <!doctype html><html lang="fr"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>Connexion de développement · Development sign-in</title>
            <style>body{font:1.1rem/1.5 system-ui;max-width:34rem;margin:3rem auto;padding:0 1rem;color:#161616}
            button{display:block;width:100%;margin:.5rem 0;padding:.8rem 1rem;font:inherit;text-align:left;border:1px solid #000091;background:#fff;color:#000091;cursor:pointer}
            button:hover,button:focus{background:#f5f5fe}</style>
            <h1>Connexion de développement</h1><p>Choisissez une personne fictive. Ce service n'existe que sur cette machine.</p>
            <p lang="en">Choose a synthetic person to sign in as. This service exists on this machine only.</p><form method="post">
            """);
        if (unknown is not null)
        {
            html.Append("<p role=\"alert\">Personne inconnue · <span lang=\"en\">Unknown person</span></p>");
        }

        foreach ((string name, OpenIddictParameter value) in request.GetParameters().Where(parameter => parameter.Key != PersonField))
        {
            html.Append("<input type=\"hidden\" name=\"").Append(WebUtility.HtmlEncode(name))
                .Append("\" value=\"").Append(WebUtility.HtmlEncode((string?)value)).Append("\">");
        }

        foreach (SyntheticPerson person in people)
        {
            html.Append("<button name=\"").Append(PersonField).Append("\" value=\"").Append(person.Id).Append("\">")
                .Append(WebUtility.HtmlEncode(person.Name)).Append("</button>");
        }

        return html.Append("</form></html>").ToString();
    }
}
