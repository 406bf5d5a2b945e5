using System.Globalization;
using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;
using Outreach.Core.Deletion;

namespace Outreach.Core.Lists;

/// <summary>Puts a sealed list into storage so that at every instant it is either complete, or unreadable and due for deletion.</summary>
/// <remarks>
/// Order: record with the server share, ciphertext, audit, commit by version. The promise of deletion is older than all of them: it came with the request.
/// What cannot be withdrawn here, a later sweep of orphans withdraws.
/// </remarks>
public sealed class ListKeeper(IListStore lists, ISealedBlobStore blobs, IAuditTrail audit, CampaignGate gate, ListClaims claims)
{
    /// <summary>What an earlier run of the same request came to; null when there is still something to do.</summary>
    public async Task<BuildListResult?> FindFinishedAsync(ListRequest request, CancellationToken cancellationToken) =>
        await lists.FindAsync(request.List, cancellationToken) switch
        {
            { Value: { State: ListState.Ready } ready } => new BuildListResult(BuildOutcome.Ready, ready.Rows, ready.NotAfter),
            { Value.IsOver: true } => new BuildListResult(BuildOutcome.Over, 0, request.NotAfter),
            _ => null,
        };

    /// <summary>The keys to seal under; null when the campaign or the request is over.</summary>
    public Task<CampaignKeys?> FindKeysAsync(Campaign campaign, ListRequest request, CancellationToken cancellationToken) =>
        gate.FindKeysAsync(campaign, request.NotAfter, cancellationToken);

    /// <summary>Stores a sealed list. Whoever commits first wins; a list destroyed meanwhile stays destroyed.</summary>
    public async Task<BuildListResult> KeepAsync(ListRequest request, SealedParts parts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(parts);
        Versioned<ListRecord>? earlier = await lists.FindAsync(request.List, cancellationToken);
        if (earlier is { Value.State: not ListState.Sealing })
        {
            return await OutcomeAsync(request, cancellationToken);
        }

        var record = new ListRecord
        {
            Id = request.List,
            Request = request.Id,
            Campaign = request.Campaign,
            Practitioner = request.Practitioner,
            NotAfter = request.NotAfter,
            State = ListState.Sealing,
            BlobName = $"{request.List.Value}/{RandomId.Create()}",
            Sha256 = parts.Sha256,
            Length = parts.Ciphertext.Length,
            Rows = parts.Rows,
            LeftOut = parts.LeftOut,
            LinkJwe = parts.LinkJwe,
        };
        if (await lists.TryPutAsync(record, parts.Secrets, earlier?.ETag, cancellationToken) is not { } version)
        {
            return await OutcomeAsync(request, cancellationToken);
        }

        await blobs.UploadAsync(record.BlobName, parts.Ciphertext, cancellationToken);
        if (earlier is { Value.BlobName: { Length: > 0 } abandoned })
        {
            await blobs.DestroyAsync(abandoned, cancellationToken);
        }

        return await CommitAsync(request, record, version, cancellationToken);
    }

    private async Task<BuildListResult> CommitAsync(
        ListRequest request, ListRecord record, string version, CancellationToken cancellationToken)
    {
        // Closing disables the key first and destroys afterwards: a list committed after this check is found by that destruction.
        bool open = await gate.IsOpenAsync(request.Campaign, cancellationToken);
        if (open)
        {
            await audit.AppendAsync(AuditStream.ForList(record.Id), Sealed(record), cancellationToken);
        }

        if (open && await lists.TryPutAsync(ListTransitions.Commit(record), version, cancellationToken) is not null)
        {
            return new BuildListResult(BuildOutcome.Ready, record.Rows, record.NotAfter);
        }

        // A storage SDK repeats a write whose answer was lost, and that meets itself: what is ready under this very ciphertext was committed here.
        if ((await lists.FindAsync(record.Id, cancellationToken))?.Value is { State: ListState.Ready } ready && ready.BlobName == record.BlobName)
        {
            return new BuildListResult(BuildOutcome.Ready, ready.Rows, ready.NotAfter);
        }

        await blobs.DestroyAsync(record.BlobName, cancellationToken);
        return open ? await OutcomeAsync(request, cancellationToken) : new BuildListResult(BuildOutcome.Over, 0, record.NotAfter);
    }

    private async Task<BuildListResult> OutcomeAsync(ListRequest request, CancellationToken cancellationToken)
    {
        if (await FindFinishedAsync(request, cancellationToken) is not { } finished)
        {
            throw new TransientDependencyException("Another run of this request is sealing the list.");
        }

        if (finished.Outcome == BuildOutcome.Over && await lists.FindAsync(request.List, cancellationToken) is { Value: { } record })
        {
            // A run that was forgotten for so long that the ledger does not know the list's end any more was granted its people.
            await claims.ReleaseLateAsync(record, cancellationToken);
        }

        return finished;
    }

    private static AuditEvent Sealed(ListRecord record) => new("lists.sealed", "system", new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["request"] = record.Request.Value,
        ["rows"] = record.Rows.ToString(CultureInfo.InvariantCulture),
        ["leftOut"] = record.LeftOut.ToString(CultureInfo.InvariantCulture),
        ["sha256"] = record.Sha256,
    });
}
