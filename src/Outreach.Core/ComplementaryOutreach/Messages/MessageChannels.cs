namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>How channels are called in addresses and JSON.</summary>
public static class MessageChannels
{
    public static IReadOnlyList<OutreachChannel> All { get; } = [OutreachChannel.Email, OutreachChannel.Sms, OutreachChannel.Letter];

    public static string Name(OutreachChannel channel) => channel switch
    {
        OutreachChannel.Email => "email",
        OutreachChannel.Sms => "sms",
        OutreachChannel.Letter => "letter",
    };

    /// <summary>Null for anything else.</summary>
    public static OutreachChannel? Parse(string? name)
    {
        foreach (OutreachChannel channel in All)
        {
            if (Name(channel) == name)
            {
                return channel;
            }
        }

        return null;
    }
}
