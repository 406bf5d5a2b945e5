using System.Diagnostics.CodeAnalysis;
using MimeKit;

namespace Outreach.Core.Mail;

/// <summary>One address of a mailbox (RFC 5321), without a name beside it: 254 characters of ASCII at most.</summary>
public readonly record struct MailAddress
{
    public const int Longest = 254;

    private static readonly ParserOptions Strict = new()
    {
        AddressParserComplianceMode = RfcComplianceMode.Strict,
        AllowAddressesWithoutDomain = false,
        AllowUnquotedCommasInAddresses = false,
    };

    private MailAddress(string value) => Value = value;

    public string Value { get; }

    /// <summary>Reads exactly one address: a name beside it, a comment, a second address or a line break is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out MailAddress address)
    {
        bool valid = text is { Length: > 0 and <= Longest } && text.All(IsPrintable)
            && MailboxAddress.TryParse(Strict, text, out MailboxAddress? mailbox) && mailbox.Address == text;
        address = valid ? new MailAddress(text!) : default;
        return valid;
    }

    /// <summary>Never the address itself, so that a stray interpolation cannot put it in a log.</summary>
    public override string ToString() => "mail address";

    /// <summary>ASCII without spaces and controls: not every mail server on the way takes more.</summary>
    private static bool IsPrintable(char c) => c is > ' ' and < '\x7f';
}
