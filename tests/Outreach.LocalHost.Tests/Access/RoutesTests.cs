using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text.RegularExpressions;
using Outreach.Functions.Access;
using Outreach.LocalHost.Demonstration;
using Outreach.LocalHost.SignIn;
using Xunit;

namespace Outreach.LocalHost.Tests.Access;

/// <summary>What holds for every route there is, over the wire: tokens of the other side, and browsers on pages of others.</summary>
public sealed partial class RoutesTests(RunningHost running) : IClassFixture<RunningHost>
{
    private const string Elsewhere = "https://elsewhere.example";

    [Fact]
    [Trait("threat", "29")]
    public async Task Routes_WithATokenOfTheOtherSide_AreRefused_EachOfThem()
    {
        string doctor = await running.SignInAsync(DevelopmentSignIn.Doctors, Story.FirstDoctor), agent = await running.SignInAsync(DevelopmentSignIn.Agents, Story.Agent);
        int tried = 0;
        foreach ((AccessAttribute rule, HttpMethod method, string path) in Routes().Where(route => route.Rule is not AnonymousAttribute))
        {
            bool doctors = rule is RequiresPractitionerAttribute;
            using var request = new HttpRequestMessage(method, path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", doctors ? agent : doctor);
            using HttpResponseMessage response = await running.Http.SendAsync(request);
            string body = await response.Content.ReadAsStringAsync();

            Assert.True(response.StatusCode == (doctors ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden), $"{method} {path} answered {(int)response.StatusCode}: {body}");
            Assert.Contains(doctors ? "lists.not-found" : "access.role-missing", body, StringComparison.Ordinal);
            tried++;
        }

        Assert.True(tried > 18, $"only {tried} routes were tried");
    }

    /// <summary>A browser hands nothing of an answer to a page of another origin, and sends no token for it, unless a header like these says that it may.</summary>
    [Fact]
    [Trait("threat", "67")]
    public async Task Routes_FromAnotherOrigin_AllowNothing_EachOfThem()
    {
        string[] others = ["/", "/admin/host/status", "/dev", $"{DevelopmentSignIn.Doctors}/.well-known/openid-configuration", "/nowhere"];
        (HttpMethod Method, string Path)[] all = [.. Routes().Select(route => (route.Method, route.Path)), .. others.Select(path => (HttpMethod.Get, path))];
        Assert.True(all.Length > 25, "the routes were not found");
        foreach ((HttpMethod method, string path) in all)
        {
            foreach (string origin in new[] { Elsewhere, "null", "http://127.0.0.1:1" })
            {
                using HttpResponseMessage preflight = await SendAsync(HttpMethod.Options, path, origin, asking: method);
                using HttpResponseMessage call = await SendAsync(method, path, origin, asking: null);

                AssertAllowsNothing(preflight, $"OPTIONS {path}");
                AssertAllowsNothing(call, $"{method} {path}");
            }
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string origin, HttpMethod? asking)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Origin", origin);
        if (asking is not null)
        {
            request.Headers.Add("Access-Control-Request-Method", asking.Method);
            request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");
        }

        return await running.Http.SendAsync(request);
    }

    private static void AssertAllowsNothing(HttpResponseMessage response, string what) => Assert.False(
        response.Headers.Any(header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)), $"{what} lets another origin in");

    /// <summary>Every HTTP function with each of its methods; ids in addresses are well-formed and nobody's.</summary>
    private IEnumerable<(AccessAttribute Rule, HttpMethod Method, string Path)> Routes() =>
        from function in running.Host.Functions.Functions
        let http = function.Http
        where http is not null
        from method in http.Methods ?? ["get"]
        select (
            function.Method.DeclaringType!.GetCustomAttribute<AccessAttribute>()!,
            new HttpMethod(method.ToUpperInvariant()),
            $"/{Parameter().Replace(function.Route, new string('0', 32))}");

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();
}
