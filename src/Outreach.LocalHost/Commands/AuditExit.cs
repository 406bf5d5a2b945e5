namespace Outreach.LocalHost.Commands;

/// <summary>Exit codes of `audit`; scripts rely on them. 1 is left to what nobody foresaw.</summary>
public enum AuditExit
{
    /// <summary>Every entry and checkpoint is as it was written.</summary>
    Intact = 0,

    /// <summary>Storage does not answer: nothing can be said.</summary>
    Unverified = 2,

    /// <summary>Something is not as it was written; each fault was named.</summary>
    Altered = 3,
}
