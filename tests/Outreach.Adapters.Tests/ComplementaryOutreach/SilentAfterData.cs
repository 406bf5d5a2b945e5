using System.Net;
using System.Net.Sockets;
using Outreach.Adapters.Mail;

namespace Outreach.Adapters.Tests.ComplementaryOutreach;

/// <summary>A mail server that takes a mail to its last byte, and hangs up before it says so.</summary>
internal sealed class SilentAfterData : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _talking;

    public SilentAfterData()
    {
        _listener.Start();
        _talking = TalkAsync();
    }

    public bool GotTheMail { get; private set; }

    public MailOptions Options => new()
    {
        Host = "127.0.0.1",
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
        Security = MailSecurity.None,
        From = "no-reply@outreach.example",
        TimeoutSeconds = 5,
    };

    public async ValueTask DisposeAsync()
    {
        await _talking;
        _listener.Dispose();
    }

    private async Task TalkAsync()
    {
        using TcpClient client = await _listener.AcceptTcpClientAsync();
        using var reader = new StreamReader(client.GetStream());
        await using var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 localhost");
        while (await reader.ReadLineAsync() is { } line && line != ".")
        {
            string? answer = line.Split(' ', ':')[0].ToUpperInvariant() switch
            {
                "EHLO" or "MAIL" or "RCPT" => "250 OK",
                "DATA" => "354 go on",
                _ => null,
            };
            if (answer is not null)
            {
                await writer.WriteLineAsync(answer);
            }
        }

        GotTheMail = true;
    }
}
