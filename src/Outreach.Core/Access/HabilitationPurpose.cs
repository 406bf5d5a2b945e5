namespace Outreach.Core.Access;

/// <summary>What an agent or a system of the insurer may be habilitated for, by name (C10). Names are a stored format.</summary>
public enum HabilitationPurpose
{
    /// <summary>Open and close campaigns.</summary>
    ManageCampaigns,

    /// <summary>Load extracts and updates of the register.</summary>
    LoadRegister,

    /// <summary>Record objections on behalf of people.</summary>
    RecordObjections,

    /// <summary>Write templates, plan waves, ask for exceptions.</summary>
    PlanOutreach,

    /// <summary>Approve what somebody else planned.</summary>
    ApproveOutreach,

    /// <summary>Fetch sealed batches of messages, and hand in delivery reports: a dispatcher's system.</summary>
    DispatchMessages,

    /// <summary>Read the audit trail and the evidence.</summary>
    Audit,
}
