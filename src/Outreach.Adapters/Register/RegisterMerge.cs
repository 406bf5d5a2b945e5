using Outreach.Core.Campaigns;
using Outreach.Core.Register;

namespace Outreach.Adapters.Register;

/// <summary>The people of one partition: those of the import, in its order, with the updates over them.</summary>
internal sealed class RegisterMerge(CampaignSecret secret)
{
    private readonly OrderedDictionary<PatientRef, RegisterEntry> _people = [];

    public IReadOnlyCollection<RegisterEntry> Entries => _people.Values;

    /// <summary>People of the import; nobody stands in it twice.</summary>
    public void Add(IEnumerable<InsuredPerson> people)
    {
        foreach (InsuredPerson person in people)
        {
            PatientRef name = secret.For(person.Id);
            _people[name] = new RegisterEntry(name, person);
        }
    }

    /// <param name="name">Of the person; the seal covers it.</param>
    /// <param name="state">The person as an update says, or nobody: not of this partition any more.</param>
    public void Put(PatientRef name, IReadOnlyList<InsuredPerson> state)
    {
        if (state is [{ } person])
        {
            _people[name] = new RegisterEntry(name, person);
        }
        else
        {
            _people.Remove(name);
        }
    }
}
