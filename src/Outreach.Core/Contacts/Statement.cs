using Outreach.Core.Deletion;

namespace Outreach.Core.Contacts;

/// <summary>What was done with a person's data in a campaign, for that person (Article 15 GDPR): dates and roles, nobody's name, and nothing that a doctor noted.</summary>
/// <remarks>Of a person whom nobody knows it has the same shape, with nothing in it.</remarks>
/// <param name="At">When it was asked for.</param>
/// <param name="KeptUntil">The campaign's end: from then on nothing of this can be told any more, by anybody.</param>
public sealed record Statement(
    string Campaign,
    string Title,
    DateTimeOffset At,
    DateTimeOffset KeptUntil,
    StatedObjection? Objection,
    IReadOnlyList<StatedList> Lists,
    IReadOnlyList<StatedMessage> Messages)
{
    public override string ToString() => "statement";
}

/// <param name="By">`Person`, or `Agent` of the insurer on the person's behalf.</param>
public sealed record StatedObjection(string Number, DateTimeOffset At, string By)
{
    internal static StatedObjection Of(Objection objection) => new(ReceiptNumber.Of(objection.Receipt), objection.At, objection.Origin.ToString());
}

/// <summary>A list that a treating doctor of the person asked for, and that held the person.</summary>
/// <param name="MadeAt">When the person was put on it.</param>
/// <param name="OpenedAt">When that doctor first opened it; null when never.</param>
/// <param name="EndsAt">Nobody opens it from then on; null when its record is gone.</param>
/// <param name="DestroyedAt">Null until then.</param>
public sealed record StatedList(DateTimeOffset MadeAt, DateTimeOffset? OpenedAt, DateTimeOffset? EndsAt, DateTimeOffset? DestroyedAt)
{
    public string Role => "TreatingDoctor";
}

/// <summary>A message of the insurer's to the person.</summary>
/// <param name="ChosenAt">When the person was chosen for it.</param>
/// <param name="SentAt">Null when it was not handed over.</param>
public sealed record StatedMessage(DateTimeOffset ChosenAt, DateTimeOffset? SentAt)
{
    public string Role => "Insurer";
}
