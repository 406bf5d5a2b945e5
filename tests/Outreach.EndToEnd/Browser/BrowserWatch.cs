using System.Collections.Concurrent;
using Microsoft.Playwright;
using Xunit;

namespace Outreach.EndToEnd.Browser;

/// <summary>Everything a browser did that a test may object to: requests, console errors, uncaught errors.</summary>
public sealed class BrowserWatch
{
    private const string WhatIsStored = """
        async () => [
          ...Object.keys(localStorage), ...Object.keys(sessionStorage),
          ...(await indexedDB.databases()).map(database => database.name),
          ...(await caches.keys()),
          ...(await navigator.serviceWorker.getRegistrations()).map(worker => worker.scope),
          ...(document.cookie === '' ? [] : [document.cookie]),
        ]
        """;

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<(string Method, string Url, string? Referrer)> _requests = [];
    private readonly ConcurrentQueue<string> _errors = [];

    public BrowserWatch(IBrowserContext context)
    {
        _context = context;
        context.Request += (_, request) => _requests.Enqueue((request.Method, request.Url, request.Headers.GetValueOrDefault("referer")));
        context.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _errors.Enqueue(message.Text);
            }
        };
        context.WebError += (_, error) => _errors.Enqueue(error.Error);
    }

    public IEnumerable<string> Urls => _requests.Select(request => request.Url);

    /// <summary>No request to anywhere but these, none that says where it comes from, no error and no breach of the content security policy.</summary>
    public void AssertQuiet(params Uri[] origins)
    {
        Assert.All(_requests, request => Assert.Contains(new Uri(request.Url).GetLeftPart(UriPartial.Authority), origins.Select(origin => origin.GetLeftPart(UriPartial.Authority))));
        Assert.All(_requests, request => Assert.True(string.IsNullOrEmpty(request.Referrer), $"{request.Method} said that it comes from {request.Referrer}"));
        AssertNoError();
    }

    /// <summary>No error, and no breach of the content security policy.</summary>
    public void AssertNoError() => Assert.Empty(_errors);

    /// <summary>Nothing in storage, caches, cookies, or service workers of the page's origin.</summary>
    public async Task AssertNothingKeptAsync(IPage page)
    {
        Assert.Empty(await page.EvaluateAsync<string[]>(WhatIsStored));
        Assert.Empty(await _context.CookiesAsync([page.Url]));
    }
}
