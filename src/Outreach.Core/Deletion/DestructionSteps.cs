using System.Globalization;
using Outreach.Core.Audit;
using Outreach.Core.Contacts;
using Outreach.Core.Lists;

namespace Outreach.Core.Deletion;

/// <summary>Where a step of destruction led, or what stood in its way.</summary>
internal readonly record struct StepOutcome(ListRecord? Next, Obstacle? Obstacle);

/// <summary>The steps of destroying a list: each deletes, reads back, and says so in the audit trail, before the record moves on.</summary>
/// <remarks>A step that was interrupted is taken again; its audit event may then stand twice.</remarks>
public sealed class DestructionSteps(IListStore lists, ISealedBlobStore blobs, IAuditTrail audit, ListClaims claims, TimeProvider time)
{
    /// <summary>Takes the one step that is next.</summary>
    internal async Task<StepOutcome> TakeAsync(ListRecord record, string actor, CancellationToken cancellationToken)
    {
        try
        {
            return record.State switch
            {
                ListState.Destroying => await DestroyShareAsync(record, actor, cancellationToken),
                ListState.ShareDestroyed => await DestroyBlobAsync(record, actor, cancellationToken),
                ListState.BlobDestroyed => await RecordAsync(record, actor, cancellationToken),
                ListState.Sealing or ListState.Ready or ListState.Destroyed =>
                    throw new InvalidOperationException($"No step of destruction leads on from {record.State}."),
            };
        }
        catch (TransientDependencyException)
        {
            return new StepOutcome(Next: null, Obstacle.StorageUnavailable);
        }
    }

    /// <summary>After the last step, so that it delays none: people of a list that was never opened are free again. What stands in its way; null when nothing does.</summary>
    /// <remarks>Taken again at every run until the history is gone.</remarks>
    internal async Task<Obstacle?> ReleaseAsync(ListRecord record, CancellationToken cancellationToken)
    {
        try
        {
            await claims.ReleaseAsync(record, cancellationToken);
            return null;
        }
        catch (TransientDependencyException)
        {
            return Obstacle.ClaimsStillThere;
        }
    }

    /// <summary>First of all: from here on the link and any copy of the ciphertext are worthless.</summary>
    private async Task<StepOutcome> DestroyShareAsync(ListRecord record, string actor, CancellationToken cancellationToken)
    {
        if (!await lists.DestroySecretsAsync(record.Id, cancellationToken))
        {
            return new StepOutcome(Next: null, Obstacle.ShareStillThere);
        }

        await SayAsync(record, "deletion.share-destroyed", actor, cancellationToken);
        return new StepOutcome(ListTransitions.ShareGone(record), Obstacle: null);
    }

    private async Task<StepOutcome> DestroyBlobAsync(ListRecord record, string actor, CancellationToken cancellationToken)
    {
        if (record.BlobName.Length > 0 && await blobs.DestroyAsync(record.BlobName, cancellationToken) is { } obstacle)
        {
            return new StepOutcome(Next: null, obstacle);
        }

        await SayAsync(record, "deletion.blob-destroyed", actor, cancellationToken);
        return new StepOutcome(ListTransitions.BlobGone(record), Obstacle: null);
    }

    private async Task<StepOutcome> RecordAsync(ListRecord record, string actor, CancellationToken cancellationToken)
    {
        // Once more: an opening that began before the end may have written its count since.
        if (!await lists.DestroySecretsAsync(record.Id, cancellationToken))
        {
            return new StepOutcome(Next: null, Obstacle.ShareStillThere);
        }

        var data = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["request"] = record.Request.Value,
            ["reason"] = record.End.ToString()!,
            ["rows"] = record.Rows.ToString(CultureInfo.InvariantCulture),
        };
        AuditReceipt receipt = await audit.AppendAsync(
            AuditStream.ForList(record.Id), new AuditEvent("deletion.list-destroyed", actor, data), cancellationToken);
        return new StepOutcome(ListTransitions.Complete(record, time.GetUtcNow(), receipt), Obstacle: null);
    }

    /// <summary>A trail that takes no event delays no deletion: the ciphertext goes all the same, and each step is said when the trail takes it.</summary>
    private async Task SayAsync(ListRecord record, string type, string actor, CancellationToken cancellationToken)
    {
        bool said = false;
        var data = new Dictionary<string, string>(StringComparer.Ordinal) { ["request"] = record.Request.Value };
        try
        {
            await audit.AppendAsync(AuditStream.ForList(record.Id), new AuditEvent(type, actor, data), cancellationToken);
            said = true;
        }
        finally
        {
            if (!said && record.BlobName.Length > 0)
            {
                await blobs.DestroyAsync(record.BlobName, cancellationToken);
            }
        }
    }
}
