using Outreach.Functions.Audit.Evidence;

namespace Outreach.LocalHost.Demonstration;

/// <summary>An auditor over HTTP: somebody with the role `Audit.Read` and no other.</summary>
internal sealed class EvidenceClient(SignedInClient client)
{
    private const int Polls = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>What a killed host left half done is finished within seconds; until then the report says so.</summary>
    public async Task<EvidenceAnswer> ReadAsync(string campaign, CancellationToken cancellationToken)
    {
        string path = $"api/campaigns/{campaign}/evidence";
        EvidenceAnswer evidence = await client.GetAsync<EvidenceAnswer>(path, cancellationToken);
        for (int poll = 1; poll < Polls && !evidence.Reconciles; poll++)
        {
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            evidence = await client.GetAsync<EvidenceAnswer>(path, cancellationToken);
        }

        return evidence;
    }

    public Task<ListProofAnswer> ReadProofAsync(string campaign, string list, CancellationToken cancellationToken) =>
        client.GetAsync<ListProofAnswer>($"api/campaigns/{campaign}/evidence/lists/{list}", cancellationToken);
}
