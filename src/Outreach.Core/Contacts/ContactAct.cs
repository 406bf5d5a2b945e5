using Outreach.Core.Access;
using Outreach.Core.Lists;

namespace Outreach.Core.Contacts;

/// <summary>The two controllers, either of which may hold a claim.</summary>
public enum ContactSide
{
    Practitioner,
    Insurer,
}

/// <summary>What a claim is for: one list of a doctor, or one wave of the insurer's.</summary>
/// <param name="Holder">Opaque name of the doctor in the campaign; <see cref="Insurer"/> for the insurer.</param>
/// <param name="Id">Of the list or the wave; 32 hexadecimal digits.</param>
public readonly record struct ContactAct(ContactSide Side, string Holder, string Id)
{
    public const string Insurer = "insurer";

    public static ContactAct For(PractitionerRef practitioner, ListId list) => new(ContactSide.Practitioner, practitioner.Value, list.Value);

    public static ContactAct ForWave(string wave) => new(ContactSide.Insurer, Insurer, wave);

    /// <summary>The list it is for; null for a wave.</summary>
    public ListId? List => Side == ContactSide.Practitioner ? new ListId(Id) : null;

    public override string ToString() => $"{Side}:{Id}";
}
