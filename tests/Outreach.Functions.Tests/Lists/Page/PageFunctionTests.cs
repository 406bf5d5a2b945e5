using System.Text;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Outreach.Adapters.Storage;
using Outreach.Core.Lists;
using Outreach.Functions.Lists.Page;
using Xunit;

namespace Outreach.Functions.Tests.Lists.Page;

public sealed partial class PageFunctionTests
{
    private static readonly PageAssets Assets = new();

    [Fact]
    [Trait("threat", "17")]
    [Trait("threat", "20")]
    public async Task List_AnyList_IsTheSamePage()
    {
        (HttpResponse first, string page) = await AnswerAsync(request => ListPage().Run(request, "0123456789abcdef0123456789abcdef"));
        (_, string other) = await AnswerAsync(request => ListPage().Run(request, "no such list"));

        Assert.Equal(200, first.StatusCode);
        Assert.Equal("text/html; charset=utf-8", first.ContentType);
        Assert.Equal(page, other);
        Assert.DoesNotContain("<style", page, StringComparison.Ordinal);
        Assert.All(ScriptTag().Matches(page), script => Assert.Contains(" src=\"/assets/", script.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_SignedIn_IsThePageThatEndsASignIn()
    {
        (_, string list) = await AnswerAsync(request => ListPage().Run(request, "0123456789abcdef0123456789abcdef"));
        (_, string signedIn) = await AnswerAsync(request => ListPage().Run(request, "signed-in"));

        Assert.NotEqual(list, signedIn);
        Assert.Contains("/assets/signed-in-", signedIn, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("threat", "62")]
    public async Task List_OnThePublicInternet_AllowsItsOwnFilesAndThreeOriginsOnly()
    {
        (HttpResponse response, _) = await AnswerAsync(request =>
            ListPage("https://outreach.example", "https://sign-in.example/realm", "https://lists.blob.example").Run(request, "x"));

        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' https://lists.blob.example https://sign-in.example; img-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
            response.Headers.ContentSecurityPolicy);
        Assert.Equal("no-store", response.Headers.CacheControl);
        Assert.Equal("no-referrer", response.Headers["Referrer-Policy"]);
        Assert.Equal("nosniff", response.Headers.XContentTypeOptions);
        Assert.Equal("same-origin", response.Headers["Cross-Origin-Opener-Policy"]);
        Assert.Equal("same-origin", response.Headers["Cross-Origin-Resource-Policy"]);
        Assert.Contains("camera=()", response.Headers["Permissions-Policy"].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("max-age=", response.Headers.StrictTransportSecurity.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OnLoopback_PromisesNoHttps()
    {
        (HttpResponse response, _) = await AnswerAsync(request => ListPage().Run(request, "x"));

        Assert.Equal("", response.Headers.StrictTransportSecurity.ToString());
        Assert.Contains("connect-src 'self' http://127.0.0.1:10000;", response.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asset_EveryFileThatThePagesName_IsServedForEver()
    {
        string pages = Encoding.UTF8.GetString(Assets.List.Content.Span) + Encoding.UTF8.GetString(Assets.SignedIn.Content.Span);
        List<string> names = [.. AssetName().Matches(pages).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal)];

        Assert.NotEmpty(names);
        foreach (string name in names)
        {
            (HttpResponse response, string content) = await AnswerAsync(request => Asset().Run(request, name));

            Assert.Equal(200, response.StatusCode);
            Assert.NotEmpty(content);
            Assert.Contains("immutable", response.Headers.CacheControl.ToString(), StringComparison.Ordinal);
            Assert.Equal("nosniff", response.Headers.XContentTypeOptions);
        }
    }

    [Theory]
    [InlineData("index.html")]
    [InlineData("../index.html")]
    [InlineData("..%2findex.html")]
    [InlineData("")]
    public async Task Asset_UnknownName_IsNotFound(string name)
    {
        (HttpResponse response, string content) = await AnswerAsync(request => Asset().Run(request, name));

        Assert.Equal(404, response.StatusCode);
        Assert.Contains("http.not-found", content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configuration_Asked_HoldsNoSecret()
    {
        var function = new PageConfigurationFunction(
            new PageConfiguration("https://sign-in.example", "outreach-page", "openid", new Uri("https://outreach.example/l/signed-in")));

        (HttpResponse response, string content) = await AnswerAsync(function.Run);

        Assert.Equal("no-store", response.Headers.CacheControl);
        Assert.Equal(
            """{"authority":"https://sign-in.example","clientId":"outreach-page","scope":"openid","redirectUri":"https://outreach.example/l/signed-in"}""",
            content);
    }

    private static ListPageFunction ListPage(
        string publicAddress = "http://127.0.0.1:7071", string authority = "http://127.0.0.1:7071/sign-in/", string lists = "http://127.0.0.1:10000/devstoreaccount1") =>
        new(Assets, Headers(publicAddress, authority, lists));

    private static PageAssetFunction Asset() => new(Assets, Headers("http://127.0.0.1:7071", "http://127.0.0.1:7071/sign-in/", "http://127.0.0.1:10000"));

    private static PageHeaders Headers(string publicAddress, string authority, string lists)
    {
        var account = new BlobServiceClient(new Uri(lists));
        var storage = new OutreachStorage(new TableServiceClient("UseDevelopmentStorage=true"), account, account);
        return new PageHeaders(Options.Create(new PageOptions { Authority = authority }), storage, new PublicAddress(new Uri(publicAddress)));
    }

    private static async Task<(HttpResponse Response, string Content)> AnswerAsync(Func<HttpRequest, IResult> function)
    {
        await using ServiceProvider services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services };
        using var body = new MemoryStream();
        context.Response.Body = body;
        await function(context.Request).ExecuteAsync(context);
        return (context.Response, Encoding.UTF8.GetString(body.ToArray()));
    }

    [GeneratedRegex("<script[^>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex ScriptTag();

    [GeneratedRegex("\"/assets/(?<name>[^\"]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex AssetName();
}
