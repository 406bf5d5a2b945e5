using System.Net;
using System.Security.Cryptography;
using Outreach.LocalHost.Demonstration;
using Outreach.LocalHost.Settings;

namespace Outreach.LocalHost.Commands;

/// <summary>`link`: asks for a list as a synthetic doctor, and prints the secure link to open in a browser. For developers; the people in it do not exist.</summary>
internal static class LinkCommand
{
    /// <summary>The secure link of a doctor's list in a campaign; the same again while that list lasts.</summary>
    public static async Task<Uri> ReadAsync(HttpClient http, LocalFolder folder, string doctor, string campaign, CancellationToken cancellationToken)
    {
        string token = await HttpSignIn.SignInAsync(http, new Uri(http.BaseAddress!, SignIn.DevelopmentSignIn.Doctors + "/"), doctor, cancellationToken);
        using ECDiffieHellman key = PracticeKey(folder, doctor);
        using var practice = new PracticeClient(http, token, key);
        (HttpStatusCode status, Uri? request) = await practice.AskAsync(campaign, "inform-unvaccinated");
        StepFailedException.Require(request is not null, $"the request answered {(int)status}");
        return practice.ReadLink(await practice.WaitAsync(request!, static _ => { }, cancellationToken));
    }

    public static async Task<int> RunAsync(int port, string doctor, string campaign, CancellationToken cancellationToken)
    {
        using HttpClient http = HttpSignIn.Client(ServeCommand.AddressOf(port));
        try
        {
            Console.WriteLine(await ReadAsync(http, LocalFolder.Find(), doctor, campaign, cancellationToken));
            Console.WriteLine($"Open it in a browser and sign in as {doctor}.");
            return 0;
        }
        catch (HttpRequestException)
        {
            Console.Error.WriteLine($"No host answers on {http.BaseAddress}. Start it first: dotnet run --project src/Outreach.LocalHost");
            return 2;
        }
        catch (StepFailedException refused)
        {
            Console.Error.WriteLine($"No link: {refused.Message}.");
            return 1;
        }
    }

    /// <summary>The key of a practice that exists on this machine only, kept so that a link can be read again.</summary>
    private static ECDiffieHellman PracticeKey(LocalFolder folder, string doctor)
    {
        var key = ECDiffieHellman.Create();
        key.ImportFromPem(folder.SecretText($"practice-{doctor}.pem", static () =>
        {
            using var made = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
            return made.ExportPkcs8PrivateKeyPem();
        }));
        return key;
    }
}
