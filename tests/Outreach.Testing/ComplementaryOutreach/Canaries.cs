using Outreach.Core.ComplementaryOutreach;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>What of a message may be found in no log, exception, trace, name or row (threat 19).</summary>
public static class Canaries
{
    public static IEnumerable<string> Of(OutgoingMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new[]
        {
            message.Person.Email, message.Person.Phone, message.Person.Street, message.Person.FamilyName, message.Person.GivenName, message.Person.Id.Number,
            message.Content.Text, message.Content.Subject, "o#jeton",
        }.Where(text => text.Length > 0);
    }
}
