using Outreach.Core.Campaigns;

namespace Outreach.Core.Register.Import;

/// <summary>One extract to load.</summary>
/// <param name="Campaign">An open campaign.</param>
/// <param name="Secret">Its secret.</param>
/// <param name="OpenExtract">Opens the extract from its start; called twice, because a file is judged as a whole before a row is loaded.</param>
/// <param name="Report">Receives every fault, in the order of lines but for people who stand twice, who come last.</param>
/// <param name="Progress">Told now and then how far the import is.</param>
public sealed record RegisterImportRequest(
    CampaignId Campaign, CampaignSecret Secret, Func<Stream> OpenExtract, Action<RowFault> Report, IProgress<RegisterImportProgress> Progress);

/// <summary>How far an import is.</summary>
public sealed record RegisterImportProgress(RegisterImportPhase Phase, long Rows, long Refused);

/// <summary>Judging: nothing is written. Loading: rows are written, unseen. Sweeping: the new rows are the register; older ones are removed.</summary>
public enum RegisterImportPhase
{
    Judging,
    Loading,
    Sweeping,
}

/// <summary>What an import came to.</summary>
/// <param name="Import">The import whose rows are the register now.</param>
/// <param name="Changed">False when this same file was the register already; nothing was written then.</param>
public sealed record RegisterImportOutcome(RegisterImport Import, bool Changed);
