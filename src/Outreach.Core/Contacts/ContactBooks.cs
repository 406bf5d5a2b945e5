using Outreach.Core.Campaigns;
using Outreach.Core.Register;

namespace Outreach.Core.Contacts;

/// <summary>Opens the contact ledger of a campaign; the one place that knows what it takes.</summary>
public sealed class ContactBooks(CampaignGate gate, CampaignSecrets secrets, IRegister register)
{
    /// <summary>Null when there is no such campaign, when it is not open, or when its key is not usable: nobody is claimed, and nothing of anybody is known.</summary>
    public async Task<ContactBook?> FindAsync(CampaignId id, CancellationToken cancellationToken) =>
        await gate.FindOpenAsync(id, cancellationToken) is { } campaign && await secrets.FindAsync(campaign, cancellationToken) is { } secret
            ? await OfAsync(campaign, secret, cancellationToken)
            : null;

    /// <summary>The same, for whom an outage must not look like an end: null only when the campaign is not open.</summary>
    /// <exception cref="TransientDependencyException">The campaign is open, and its key is not usable.</exception>
    public async Task<ContactBook?> RequireAsync(CampaignId id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) is { } book ? book
            : await gate.IsOpenAsync(id, cancellationToken) ? throw new TransientDependencyException("The secret of an open campaign does not answer.")
            : null;

    /// <summary>The ledger of a campaign that was just found open.</summary>
    public async Task<ContactBook> OfAsync(Campaign campaign, CampaignSecret secret, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(campaign);
        int? generation = await register.FindGenerationAsync(campaign.Id, cancellationToken);
        return new ContactBook(campaign.Id, secret, campaign.Policy.SolicitationsPerPerson, generation ?? 0);
    }
}
