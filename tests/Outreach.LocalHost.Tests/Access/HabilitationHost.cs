using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Core.Access.Habilitations;
using Outreach.Functions;
using Outreach.LocalHost.Demonstration;
using Outreach.LocalHost.SignIn;
using Outreach.Testing;
using Outreach.Testing.Access;
using Xunit;

namespace Outreach.LocalHost.Tests.Access;

/// <summary>The product on the local host, with habilitations in a store that can be away.</summary>
public sealed class HabilitationHost : IAsyncLifetime
{
    private LocalHost _host = null!;

    public InMemoryHabilitationStore Store { get; } = new();

    public HttpClient Http { get; private set; } = null!;

    public T Service<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public async Task InitializeAsync()
    {
        var options = new LocalHostOptions
        {
            Folder = LocalFolders.Ready(),
            Port = 0,
            Logs = false,
            App = LocalFunctionsApp.Outreach with
            {
                AddServices = (services, configuration) => services.AddOutreach(configuration).AddSingleton<IHabilitationStore>(Store),
            },
        };
        _host = await LocalHost.StartAsync(options, CancellationToken.None);
        Http = HttpSignIn.Client(_host.Address);
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await _host.DisposeAsync();
    }

    public Task<string> SignInAsync(string person) => HttpSignIn.SignInAsync(
        Http, new Uri(_host.Address, (person.StartsWith("doctor", StringComparison.Ordinal) ? DevelopmentSignIn.Doctors : DevelopmentSignIn.Agents) + "/"), person, CancellationToken.None);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string token, HttpContent? content = null, string language = "en")
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
        return await Http.SendAsync(request);
    }
}
