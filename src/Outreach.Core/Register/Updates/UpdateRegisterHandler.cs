using System.Globalization;
using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.Contacts;

namespace Outreach.Core.Register.Updates;

/// <summary>Takes what the insurer's register says between two imports: vaccinated, deceased, moved to another doctor (C2, C11).</summary>
/// <remarks>Safe to run twice, and after a kill. Of two calls about one person the later counts, until an import that is begun later speaks for itself.</remarks>
public sealed class UpdateRegisterHandler(
    ContactBooks books, RegisterUpdateWriter writer, IAuditTrail audit, RegisterPolicy policy, TimeProvider time)
{
    /// <param name="actor">Who sends it, as the audit trail names callers; `system` for the host's own command.</param>
    public async Task<Result<RegisterUpdateOutcome>> RunAsync(
        string campaignText, RegisterUpdateBody body, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (!CampaignId.TryParse(campaignText, out CampaignId id) || await books.FindAsync(id, cancellationToken) is not { } book)
        {
            return Campaigns.Failures.NotFound;
        }

        Result<RegisterUpdateRows> judged = RegisterUpdateRows.Judge(body, policy, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        if (!judged.Succeeded)
        {
            return judged.Failure!;
        }

        return book.Generation == 0 ? Lists.Failures.RegisterNotLoaded : await ApplyAsync(book, judged.Value, actor, cancellationToken);
    }

    private async Task<Result<RegisterUpdateOutcome>> ApplyAsync(
        ContactBook book, RegisterUpdateRows rows, string actor, CancellationToken cancellationToken)
    {
        // Before it works: what the trail does not know of changes nobody.
        await audit.AppendAsync(AuditStream.ForCampaign(book.Campaign), Updated(book, rows, actor), cancellationToken);
        bool holds = await writer.WriteAsync(book, rows.Good, cancellationToken);

        // An import that was begun or completed meanwhile may put these updates aside; whoever sent them must know.
        return !holds || (await books.FindAsync(book.Campaign, cancellationToken) is { } after && after.Generation != book.Generation)
            ? RegisterFailures.LoadedMeanwhile
            : new RegisterUpdateOutcome(book.Generation, rows.Good.Count, rows.Refused, rows.Remarks);
    }

    private static AuditEvent Updated(ContactBook book, RegisterUpdateRows rows, string actor) => new(
        "register.updated",
        actor,
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["generation"] = book.Generation.ToString(CultureInfo.InvariantCulture),
            ["loaded"] = rows.Good.Count.ToString(CultureInfo.InvariantCulture),
            ["refused"] = rows.Refused.Count.ToString(CultureInfo.InvariantCulture),
        });
}
