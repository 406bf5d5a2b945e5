using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Core.Campaigns;
using Outreach.Core.Register;

namespace Outreach.LocalHost.Demonstration;

/// <summary>What a developer finds on first start: an open campaign with a register of synthetic people.</summary>
internal static class DemonstrationCampaign
{
    public const string Id = "demonstration";

    /// <summary>Loads it where there is no campaign yet, or where loading it was interrupted; true when it did.</summary>
    public static async Task<bool> LoadOnFirstStartAsync(Uri address, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (!await IsWantedAsync(services, cancellationToken))
        {
            return false;
        }

        using HttpClient http = HttpSignIn.Client(address);
        var stage = new LocalStage(http, address, services);
        var insurer = new InsurerClient(http, await stage.SignInAsync(Story.Agent, cancellationToken));
        HttpStatusCode opened = await insurer.OpenCampaignAsync(Id, "Demonstration", TimeProvider.System.GetUtcNow());
        StepFailedException.Require(
            opened is HttpStatusCode.Created or HttpStatusCode.OK or HttpStatusCode.Conflict, $"opening the demonstration campaign answered {(int)opened}");
        await stage.ImportExtractAsync(Id, cancellationToken);
        return true;
    }

    private static async Task<bool> IsWantedAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        CampaignId id = CampaignId.Parse(Id);
        ICampaignStore campaigns = services.GetRequiredService<ICampaignStore>();
        if (await campaigns.FindAsync(id, cancellationToken) is { Value: { } known })
        {
            return known.IsOpenAt(TimeProvider.System.GetUtcNow()) && !await services.GetRequiredService<IRegister>().IsLoadedAsync(id, cancellationToken);
        }

        await foreach (Campaign _ in campaigns.ListAsync(cancellationToken))
        {
            return false;
        }

        return true;
    }
}
