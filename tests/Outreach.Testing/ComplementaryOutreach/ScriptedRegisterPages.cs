using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.Register;

namespace Outreach.Testing.ComplementaryOutreach;

/// <summary>Pages of a register in memory that a test changes as imports and updates do; also says which import is in force.</summary>
public sealed class ScriptedRegisterPages : IRegisterPages
{
    private readonly Lock _lock = new();
    private Dictionary<WaveShard, RegisterEntry[][]> _shares = [];

    public int Generation { get; private set; }

    /// <summary>A newer import: every share's pages.</summary>
    public void Import(IReadOnlyDictionary<WaveShard, RegisterEntry[][]> shares)
    {
        lock (_lock)
        {
            _shares = shares.ToDictionary();
            Generation++;
        }
    }

    /// <summary>An update between imports, in place; null takes the person off the page.</summary>
    public void Update(PatientRef person, Func<InsuredPerson, InsuredPerson?> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_lock)
        {
            _shares = _shares.ToDictionary(share => share.Key, share => share.Value.Select(page => page
                .Select(entry => entry.Ref != person ? entry : change(entry.Person) is { } changed ? entry with { Person = changed } : null)
                .OfType<RegisterEntry>().ToArray()).ToArray());
        }
    }

    public Task<RegisterPage?> ReadAsync(
        CampaignId campaign, CampaignSecret secret, WaveShard shard, int generation, int page, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (generation != Generation)
            {
                return Task.FromResult<RegisterPage?>(null);
            }

            RegisterEntry[][] pages = _shares.GetValueOrDefault(shard, []);
            return Task.FromResult<RegisterPage?>(new RegisterPage(page < pages.Length ? pages[page] : [], page >= pages.Length - 1));
        }
    }
}
