using Microsoft.Extensions.DependencyInjection;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Lists;
using Outreach.Core.Register;
using Outreach.LocalHost.Demonstration;
using Outreach.LocalHost.Settings;

namespace Outreach.LocalHost.Commands;

/// <summary>`contact-link`: prints the link that a message to a synthetic person would hold, to open in a browser. For developers; the person does not exist.</summary>
internal static class ContactLinkCommand
{
    /// <summary>The link of somebody in the demonstration's extract; null when the campaign is not open here.</summary>
    /// <param name="person">From 1, in the order of the extract.</param>
    public static Task<Uri?> ReadAsync(IServiceProvider services, int person, string campaign, CancellationToken cancellationToken) =>
        ReadAsync(services, LocalStage.Extract().IdOf(person), campaign, cancellationToken);

    /// <summary>The link of one person; null when the campaign is not open here.</summary>
    public static async Task<Uri?> ReadAsync(IServiceProvider services, PatientId person, string campaign, CancellationToken cancellationToken)
    {
        bool named = CampaignId.TryParse(campaign, out CampaignId id);
        return named && await services.GetRequiredService<ContactBooks>().FindAsync(id, cancellationToken) is { } book
            ? services.GetRequiredService<PublicAddress>().ContactLink(ContactLink.Create(book, book.Secret.For(person)))
            : null;
    }

    public static async Task<int> RunAsync(int port, int person, string campaign, CancellationToken cancellationToken)
    {
        await using LocalServices services = await LocalServices.StartAsync(LocalFolder.Find(), ServeCommand.AddressOf(port), static _ => { }, cancellationToken);
        if (await ReadAsync(services.Provider, person, campaign, cancellationToken) is not { } link)
        {
            Console.Error.WriteLine($"No link: the campaign is not open on this machine. Start the host once, which opens `{DemonstrationCampaign.Id}`.");
            return 1;
        }

        Console.WriteLine(link);
        Console.WriteLine("Open it in a browser while the host runs: dotnet run --project src/Outreach.LocalHost");
        return 0;
    }
}
