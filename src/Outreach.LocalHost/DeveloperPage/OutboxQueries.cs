using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Outreach.LocalHost.Mail;

namespace Outreach.LocalHost.DeveloperPage;

/// <summary>What the outbox's page asks: the mails that would have been sent.</summary>
internal static class OutboxQueries
{
    public static async Task<IResult> ListAsync([FromServices] LocalOutbox outbox, CancellationToken cancellationToken) =>
        DeveloperPageRoutes.Answer(await outbox.ReadAsync(cancellationToken));
}
