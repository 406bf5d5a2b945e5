using System.Globalization;
using Outreach.Core.Access;
using Outreach.Core.Audit;

namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>Who wrote, approved and retired which version, in the campaign's audit stream: codes and numbers, never words.</summary>
/// <remarks>The trail goes first: what it does not take does not happen. Killed in between, or outrun by somebody else, an event may stand there for what was not done or twice.</remarks>
public sealed class TemplateJournal(IAuditTrail audit, Pseudonyms pseudonyms)
{
    public const string Written = "templates.written";
    public const string Approved = "templates.approved";
    public const string Retired = "templates.retired";

    public string Actor(Caller caller) => pseudonyms.Actor(caller);

    public Task AppendAsync(string type, MessageTemplate template, string actor, int findings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(template);
        var data = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["campaign"] = template.Campaign.Value,
            ["template"] = template.Id,
            ["version"] = template.Version.ToString(CultureInfo.InvariantCulture),
            ["findings"] = findings.ToString(CultureInfo.InvariantCulture),
        };
        return audit.AppendAsync(AuditStream.ForCampaign(template.Campaign), new AuditEvent(type, actor, data), cancellationToken);
    }
}
