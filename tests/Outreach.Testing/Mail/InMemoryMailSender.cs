using System.Collections.Concurrent;
using Outreach.Core;
using Outreach.Core.Mail;

namespace Outreach.Testing.Mail;

/// <summary>Mails in memory; held to <see cref="MailSenderContract"/>.</summary>
public sealed class InMemoryMailSender : IMailSender
{
    private readonly ConcurrentQueue<MailMessage> _sent = new();

    public IReadOnlyList<MailMessage> Sent => [.. _sent];

    /// <summary>When set, every mail is refused for good.</summary>
    public bool Refuses { get; set; }

    /// <summary>When set, the server does not answer.</summary>
    public bool Fails { get; set; }

    /// <summary>What happens while a mail is on its way.</summary>
    public Action OnTheWay { get; set; } = static () => { };

    public Task<MailOutcome> SendAsync(MailMessage message, CancellationToken cancellationToken)
    {
        OnTheWay();
        if (Fails)
        {
            return Task.FromException<MailOutcome>(new TransientDependencyException("The mail server does not answer."));
        }

        if (Refuses)
        {
            return Task.FromResult(MailOutcome.Refused);
        }

        _sent.Enqueue(message);
        return Task.FromResult(MailOutcome.Accepted);
    }
}
