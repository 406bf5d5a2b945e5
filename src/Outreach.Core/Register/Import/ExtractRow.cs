using Outreach.Core.Access;

namespace Outreach.Core.Register.Import;

/// <summary>A row of an extract that can be loaded.</summary>
/// <param name="Person">The person.</param>
/// <param name="TreatingDoctors">Without repetition; empty for a person without a treating doctor.</param>
/// <param name="Remarks">What was wrong but does not keep the person out.</param>
internal sealed record ExtractRow(InsuredPerson Person, IReadOnlyList<PractitionerId> TreatingDoctors, IReadOnlyList<RowReason> Remarks)
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxText = 100;

    /// <summary>Joint treating doctors of one person (C15).</summary>
    public const int MaxDoctors = 4;

    /// <summary>Neither the person nor the doctors, so that a stray interpolation cannot put them in a log.</summary>
    public override string ToString() => "extract row";
}
