using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Register;

namespace Outreach.Testing.Contacts;

/// <summary>A contact ledger in memory; held to <see cref="ContactLedgerContract"/>.</summary>
public sealed class InMemoryContactLedger : IContactLedger
{
    private readonly Lock _lock = new();

    /// <summary>The holder; null once the person objected.</summary>
    private readonly Dictionary<(CampaignId Campaign, PatientRef Person), PractitionerRef?> _rows = [];

    public Task<IReadOnlySet<PatientRef>> ClaimAsync(
        CampaignId campaign, PractitionerRef holder, IReadOnlyCollection<PatientRef> people, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(people);
        lock (_lock)
        {
            foreach (PatientRef person in people)
            {
                _rows.TryAdd((campaign, person), holder);
            }

            return Task.FromResult<IReadOnlySet<PatientRef>>(people.Where(person => _rows[(campaign, person)] == holder).ToHashSet());
        }
    }

    public Task ObjectAsync(CampaignId campaign, PatientRef person, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _rows[(campaign, person)] = null;
            return Task.CompletedTask;
        }
    }
}
