namespace Outreach.Core.Register;

/// <summary>What an import accepts (settings `Register:*`).</summary>
public sealed record RegisterPolicy
{
    /// <summary>Whether TEST (.10) and DEMO (.11) identities may be loaded. Default false, as production needs; the local host sets it.</summary>
    public bool AcceptTestIdentities { get; set; }

    /// <summary>Rows one extract may hold. Default 10,000,000; an import keeps 8 bytes a row in memory to find people who stand twice.</summary>
    public int MaxRows { get; init; } = 10_000_000;
}
