namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>Neutral words for all three channels that come with the product: `default-information.json`. To be sent as they are or changed, and approved like any other.</summary>
public static class DefaultTemplate
{
    public static TemplateBody Body { get; } = MessageLists.Read<TemplateBody>("default-information.json");
}
