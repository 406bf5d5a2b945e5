using System.Globalization;
using System.Net;
using Outreach.Core.Lists;
using Outreach.Core.Register;

namespace Outreach.LocalHost.Demonstration;

/// <summary>A list that its doctor has open.</summary>
internal sealed record OpenedList(PracticeClient Doctor, string Id, int LeftOut, IReadOnlyList<ListRow> Rows)
{
    public static async Task<OpenedList> ReadAsync(PracticeClient doctor, Manifest manifest)
    {
        Uri link = doctor.ReadLink(manifest);
        Opening opening = await OpenAsync(doctor, manifest.ListId);
        StepFailedException.Require(opening.LeftOut == manifest.LeftOut, "opening and manifest leave out another number");
        IReadOnlyList<ListRow>? rows = PracticeClient.Decrypt(opening, link.Fragment[1..], await doctor.FetchAsync(opening));
        StepFailedException.Require(rows is not null, "the list did not open");
        return new OpenedList(doctor, manifest.ListId, opening.LeftOut, rows!);
    }

    /// <summary>Opens a list that must open.</summary>
    public static async Task<Opening> OpenAsync(PracticeClient doctor, string list)
    {
        (HttpStatusCode status, Opening? opening) = await doctor.OpenAsync(list);
        return opening ?? throw new StepFailedException($"the opening answered {(int)status}");
    }

    public Task<Opening> OpenAgainAsync() => OpenAsync(Doctor, Id);

    /// <summary>Found as a doctor finds somebody: by what the row shows.</summary>
    public ListRow? Find(InsuredPerson person)
    {
        string born = person.BirthDate.ToString("O", CultureInfo.InvariantCulture);
        return Rows.SingleOrDefault(row => (row.FamilyName, row.GivenName, row.BirthDate) == (person.FamilyName, person.GivenName, born));
    }

    public string RefOf(InsuredPerson person) => Find(person)?.Ref ?? throw new StepFailedException("a person who was expected is not on the list");

    public override string ToString() => "opened list";
}
