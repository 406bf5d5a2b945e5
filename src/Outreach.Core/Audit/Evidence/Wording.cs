namespace Outreach.Core.Audit.Evidence;

/// <summary>A sentence for people, in the two languages the product speaks.</summary>
public sealed record Wording(string English, string French)
{
    public string In(bool french) => french ? French : English;
}
