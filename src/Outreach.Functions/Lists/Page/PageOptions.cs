namespace Outreach.Functions.Lists.Page;

/// <summary>Settings `SignIn__*`: how the page signs a doctor in; `SignIn__Insurer__*`: how the page of evidence signs the insurer's side in. It is a public client: it has no secret.</summary>
public sealed class PageOptions
{
    /// <summary>`SignIn__Authority`: the OpenID provider; https, or http on loopback. Default: the first issuer of kind Practitioner.</summary>
    public string Authority { get; set; } = "";

    /// <summary>`SignIn__ClientId`. Default `outreach-page`.</summary>
    public string ClientId { get; set; } = "outreach-page";

    /// <summary>`SignIn__Scope`: what the page asks the provider for. Default `openid`.</summary>
    public string Scope { get; set; } = "openid";
}

/// <summary>What the page is told: nothing in it is secret, and nothing depends on the list.</summary>
public sealed record PageConfiguration(string Authority, string ClientId, string Scope, Uri RedirectUri);
