using Outreach.Core.Access;
using Outreach.Core.Campaigns;

namespace Outreach.Core.Register.Import;

/// <summary>A person and the doctors in whose partitions the person stands; without one, the person stands by department.</summary>
public sealed record RegisterPlacement(InsuredPerson Person, IReadOnlyList<PractitionerRef> Practitioners)
{
    public override string ToString() => "register placement";
}

/// <summary>Loads a campaign's register in generations, so that a load that was cut short is never seen.</summary>
/// <remarks>Every call may be made twice.</remarks>
public interface IRegisterWriter
{
    /// <summary>The import whose rows are the register now; null before the first.</summary>
    Task<RegisterImport?> FindCompleteAsync(CampaignId campaign, CancellationToken cancellationToken);

    /// <summary>Number of the import that was begun last, completed or not; 0 before the first. One that is completed meanwhile is not missed.</summary>
    Task<int> FindNewestGenerationAsync(CampaignId campaign, CancellationToken cancellationToken);

    /// <summary>Begins a new generation. One that was being loaded before can no longer be completed.</summary>
    /// <param name="campaign">Whose register is loaded.</param>
    /// <param name="sha256">See <see cref="RegisterImport"/>.</param>
    /// <param name="run">Who asks: while nobody else began another, the same asker is given the same generation again. Null for one who asks once.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<RegisterImport> StartAsync(CampaignId campaign, string sha256, string? run, CancellationToken cancellationToken);

    /// <summary>Writes rows of a generation that is being loaded. All people of a partition come in one call; calls for other partitions may be made at the same time.</summary>
    /// <remarks>
    /// Rows are sealed under <see cref="CampaignSecret.RegisterKey"/>; memory does not depend on their number. The same people again, in the same order, are the same rows.
    /// </remarks>
    Task WriteAsync(
        CampaignId campaign, CampaignSecret secret, int generation, IAsyncEnumerable<RegisterPlacement> people, CancellationToken cancellationToken);

    /// <summary>Makes a generation the register, at once and as a whole. False when another import was started meanwhile.</summary>
    Task<bool> CompleteAsync(CampaignId campaign, RegisterImport import, CancellationToken cancellationToken);

    /// <summary>Removes the rows of a load that will never be completed; no effect on the register in force.</summary>
    Task DiscardAsync(CampaignId campaign, int generation, CancellationToken cancellationToken);

    /// <summary>Puts people over a generation, complete or being loaded, as they are now, in the partition of each of their doctors and of their department; the later call wins.</summary>
    /// <remarks>
    /// A person who has a doctor is taken out of the department's people. Partitions of former doctors keep what the import says: who left a doctor is the contact ledger's to
    /// refuse. Goes with its generation. Killed half-way, called again it is whole.
    /// </remarks>
    Task UpdateAsync(
        CampaignId campaign, CampaignSecret secret, int generation, IReadOnlyCollection<RegisterPlacement> people, CancellationToken cancellationToken);

    /// <summary>Removes the rows of all generations before this one: people who left, loads that were cut short, and updates of an earlier import.</summary>
    Task SweepAsync(CampaignId campaign, int generation, CancellationToken cancellationToken);

    /// <summary>Removes rows of a campaign that is closed, at most so many, and once none is left what is known of its imports. How many rows went.</summary>
    Task<int> ForgetAsync(CampaignId campaign, int most, CancellationToken cancellationToken);
}

/// <summary>Shorter ways to say the same.</summary>
public static class RegisterWriterCalls
{
    /// <summary>Begins a new generation for one who asks once.</summary>
    public static Task<RegisterImport> StartAsync(this IRegisterWriter writer, CampaignId campaign, string sha256, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return writer.StartAsync(campaign, sha256, run: null, cancellationToken);
    }
}
