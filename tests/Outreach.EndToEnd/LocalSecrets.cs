using Outreach.Adapters.Campaigns;
using Outreach.Adapters.Register;
using Outreach.Adapters.Storage;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.LocalHost.Campaigns;
using Outreach.LocalHost.Settings;

namespace Outreach.EndToEnd;

/// <summary>Opens what a host keeps sealed, with the keys of its folder.</summary>
internal static class LocalSecrets
{
    public static async Task<ContactBook> OpenBookAsync(OutreachStorage storage, LocalFolder folder, CampaignId id)
    {
        using var keys = new LocalCampaignKeys(folder.Keys, TimeProvider.System);
        Campaign campaign = (await new TablesCampaignStore(storage).FindAsync(id, CancellationToken.None))!.Value;
        var secret = new CampaignSecret((await keys.UnwrapAsync(campaign.KeyId, campaign.WrappedSecret, CancellationToken.None))!);
        int generation = await new TablesRegister(storage).FindGenerationAsync(id, CancellationToken.None) ?? 0;
        return new ContactBook(id, secret, campaign.Policy.SolicitationsPerPerson, generation);
    }
}
