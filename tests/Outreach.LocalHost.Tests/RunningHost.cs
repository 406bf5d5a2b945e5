using Outreach.LocalHost.Demonstration;
using Outreach.Testing;
using Xunit;

namespace Outreach.LocalHost.Tests;

/// <summary>The product on the local host, in this process, for the tests of one class.</summary>
public sealed class RunningHost : IAsyncLifetime
{
    public LocalHost Host { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Host = await LocalHost.StartAsync(new LocalHostOptions { Folder = LocalFolders.Ready(), Port = 0, Logs = false }, CancellationToken.None);
        Http = HttpSignIn.Client(Host.Address);
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
    }

    /// <summary>An access token of a synthetic person.</summary>
    public Task<string> SignInAsync(string provider, string person) =>
        HttpSignIn.SignInAsync(Http, new Uri(Host.Address, provider + "/"), person, CancellationToken.None);
}
