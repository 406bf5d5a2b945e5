using System.Globalization;
using Outreach.Core.Audit;
using Outreach.Core.Campaigns;

namespace Outreach.Core.ComplementaryOutreach.Exceptions;

/// <summary>Writes what happens to an exception into the trail and then into its record. The reason is for people, and not in the trail.</summary>
public sealed class ExceptionJournal(IOutreachExceptionStore exceptions, IAuditTrail audit)
{
    /// <summary>The exception as it is stored: this one, or the one that was added under its id before.</summary>
    public async Task<OutreachException> AddAsync(OutreachException exception, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(exception);
        await AppendAsync(exception, "requested", exception.Author, cancellationToken);
        return await exceptions.AddAsync(exception, cancellationToken)
            ? exception
            : (await exceptions.FindAsync(exception.Campaign, exception.Id, cancellationToken))?.Value
                ?? throw new InvalidOperationException("An exception that exists cannot be read.");
    }

    /// <summary>The exception after a move; a failure when that is refused.</summary>
    public async Task<Result<OutreachException>> MoveAsync(
        CampaignId campaign, string id, string type, string actor, Func<OutreachException, Result<OutreachException>> move, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(move);
        while (await exceptions.FindAsync(campaign, id, cancellationToken) is { } stored)
        {
            Result<OutreachException> next = move(stored.Value);
            if (!next.Succeeded || ReferenceEquals(next.Value, stored.Value))
            {
                return next;
            }

            await AppendAsync(next.Value, type, actor, cancellationToken);
            if (await exceptions.ReplaceAsync(next.Value, stored.ETag, cancellationToken))
            {
                return next;
            }
        }

        return ExceptionFailures.NotFound;
    }

    private Task AppendAsync(OutreachException exception, string type, string actor, CancellationToken cancellationToken)
    {
        var data = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["campaign"] = exception.Campaign.Value,
            ["exception"] = exception.Id,
            ["people"] = exception.MostPeople.ToString(CultureInfo.InvariantCulture),
            ["notAfter"] = exception.NotAfter.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        };
        return audit.AppendAsync(AuditStream.ForCampaign(exception.Campaign), new AuditEvent($"exceptions.{type}", actor, data), cancellationToken);
    }
}
