using Outreach.Core.Campaigns;
using Outreach.Core.Register;

namespace Outreach.Core.ComplementaryOutreach;

/// <summary>Some people of a share.</summary>
/// <param name="IsLast">Whether the share has no further page.</param>
public sealed record RegisterPage(IReadOnlyList<RegisterEntry> People, bool IsLast);

/// <summary>The register in pages that are named by a number, so that nothing of anybody stands where a page is remembered.</summary>
public interface IRegisterPages
{
    /// <summary>A page of about a thousand people, whatever their status; null when this import is in force no more: the share is begun again with the next one.</summary>
    /// <remarks>The same page of the same import holds the same people, but for the updates since.</remarks>
    /// <param name="page">From 0.</param>
    Task<RegisterPage?> ReadAsync(
        CampaignId campaign, CampaignSecret secret, WaveShard shard, int generation, int page, CancellationToken cancellationToken);
}
