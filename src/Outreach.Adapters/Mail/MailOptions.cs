using Microsoft.Extensions.Options;
using Outreach.Core.Mail;

namespace Outreach.Adapters.Mail;

/// <summary>How the connection to the mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>TLS after the greeting (RFC 3207), required: a server that offers none is not spoken to. Default, with port 587.</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314), usually port 465.</summary>
    Tls,

    /// <summary>None at all; for a server on this machine only.</summary>
    None,
}

/// <summary>Settings `Mail__*`: the SMTP server that takes mails to doctors.</summary>
public sealed class MailOptions
{
    /// <summary>`Mail__Host`: name of the server. Required; its certificate must be valid for this name.</summary>
    public string Host { get; set; } = "";

    /// <summary>`Mail__Port`, 1 to 65535. Default 587.</summary>
    public int Port { get; set; } = 587;

    /// <summary>`Mail__Security`. Default <see cref="MailSecurity.StartTls"/>; `None` is refused for anything but this machine.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>`Mail__UserName`; empty to send without signing in. Refused without TLS.</summary>
    public string UserName { get; set; } = "";

    /// <summary>`Mail__Password`; in Azure a reference to the vault (`@Microsoft.KeyVault(…)`), never a value in a template.</summary>
    public string Password { get; set; } = "";

    /// <summary>`Mail__From`: the address mails come from. Required.</summary>
    public string From { get; set; } = "";

    /// <summary>`Mail__FromName`: the name beside it; at most 60 characters. Default none.</summary>
    public string FromName { get; set; } = "";

    /// <summary>`Mail__TimeoutSeconds`, 1 to 120: for each step of the conversation, and four times as long for the whole. Default 30.</summary>
    public int TimeoutSeconds { get; set; } = 30;

    public TimeSpan Timeout => TimeSpan.FromSeconds(TimeoutSeconds);
}

/// <summary>Each wrong key is named, its value never.</summary>
public sealed class MailOptionsValidator : IValidateOptions<MailOptions>
{
    private const int LongestName = 60;

    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        bool isHere = options.Host is "localhost" or "127.0.0.1" or "::1";
        (bool Good, string Fault)[] checks =
        [
            (Uri.CheckHostName(options.Host) != UriHostNameType.Unknown, "Mail__Host: the name of the mail server."),
            (options.Port is >= 1 and <= 65_535, "Mail__Port: 1 to 65535."),
            (Enum.IsDefined(options.Security), "Mail__Security: StartTls, Tls or None."),
            (options.Security != MailSecurity.None || isHere, "Mail__Security: None is for a server on this machine only."),
            (options.Security != MailSecurity.None || options.UserName.Length == 0, "Mail__UserName: credentials are sent over TLS only."),
            ((options.UserName.Length == 0) == (options.Password.Length == 0), "Mail__Password: give both Mail__UserName and Mail__Password, or neither."),
            (MailAddress.TryParse(options.From, out _), "Mail__From: the one address that mails come from."),
            (options.FromName.Length <= LongestName && !options.FromName.Any(char.IsControl), "Mail__FromName: at most 60 characters, without control characters."),
            (options.TimeoutSeconds is >= 1 and <= 120, "Mail__TimeoutSeconds: 1 to 120."),
        ];
        string[] faults = [.. checks.Where(check => !check.Good).Select(check => check.Fault)];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
