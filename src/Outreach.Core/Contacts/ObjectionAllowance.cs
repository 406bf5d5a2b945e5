using Outreach.Core.Campaigns;

namespace Outreach.Core.Contacts;

/// <summary>Settings `Contacts__*`.</summary>
public sealed record ContactPolicy
{
    /// <summary>Objections that one agent may record in one campaign within an hour of the clock, 1 to 1,000. Default 60: who types them is slower.</summary>
    public int ObjectionsPerAgentAndHour { get; set; } = 60;

    public bool IsValid => ObjectionsPerAgentAndHour is >= 1 and <= 1_000;
}

/// <summary>How many objections an agent recorded in an hour of the clock.</summary>
/// <param name="Agent">The name in the audit trail (<see cref="Access.Pseudonyms.Actor"/>).</param>
public sealed record ObjectionCount(CampaignId Campaign, string Agent, DateTimeOffset Hour, int Count);

/// <summary>Keeps one count per agent and campaign.</summary>
public interface IObjectionCountStore
{
    Task<Versioned<ObjectionCount>?> FindAsync(CampaignId campaign, string agent, CancellationToken cancellationToken);

    /// <summary>Inserts when <paramref name="etag"/> is null, else replaces that version. False when somebody else was first.</summary>
    Task<bool> TryPutAsync(ObjectionCount count, string? etag, CancellationToken cancellationToken);

    /// <summary>Removes counts of a campaign, at most so many. How many were removed.</summary>
    Task<int> RemoveAsync(CampaignId campaign, int most, CancellationToken cancellationToken);
}

/// <summary>Bounds how fast an agent may object on people's behalf, over all instances: whoever typed numbers at random would be slow, and in the trail.</summary>
public sealed class ObjectionAllowance(IObjectionCountStore counts, ContactPolicy policy, TimeProvider time)
{
    private const int Hour = 3_600;

    /// <summary>Takes one. Null when it was there, else the seconds until there is one again.</summary>
    public async Task<int?> TakeAsync(CampaignId campaign, string agent, CancellationToken cancellationToken)
    {
        while (true)
        {
            long now = time.GetUtcNow().ToUnixTimeSeconds();
            int left = Hour - (int)(now % Hour);
            DateTimeOffset hour = DateTimeOffset.FromUnixTimeSeconds(now + left - Hour);
            Versioned<ObjectionCount>? stored = await counts.FindAsync(campaign, agent, cancellationToken);
            int used = stored?.Value.Hour == hour ? stored.Value.Count : 0;
            if (used >= policy.ObjectionsPerAgentAndHour)
            {
                return left;
            }

            if (await counts.TryPutAsync(new ObjectionCount(campaign, agent, hour, used + 1), stored?.ETag, cancellationToken))
            {
                return null;
            }
        }
    }
}
