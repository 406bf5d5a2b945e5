using Outreach.Core.Campaigns;
using Outreach.Testing.Campaigns;

namespace Outreach.Core.Tests.Campaigns;

public sealed class InMemoryCampaignKeysTests : CampaignKeysContract, IDisposable
{
    private InMemoryCampaignKeys? _keys;

    public void Dispose() => _keys?.Dispose();

    protected override ICampaignKeys Create() => _keys = new InMemoryCampaignKeys(Time);
}
