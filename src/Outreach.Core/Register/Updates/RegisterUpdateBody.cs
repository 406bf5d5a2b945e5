namespace Outreach.Core.Register.Updates;

/// <summary>What the insurer sends between two imports.</summary>
/// <param name="People">Each with the columns of an extract, as text; what a person is now, not what changed.</param>
public sealed record RegisterUpdateBody(IReadOnlyList<IReadOnlyDictionary<string, string?>?>? People)
{
    /// <summary>People that one call takes.</summary>
    public const int MostPeople = 500;

    /// <summary>Bytes of a body: that many people with every column as long as it may be, and room.</summary>
    public const int LargestBody = 1024 * 1024;

    public override string ToString() => "register update";
}

/// <summary>A row that was not applied, or applied with a remark.</summary>
/// <param name="Row">Its place in the call, from 0.</param>
/// <param name="Code">As an import gives it; never a value.</param>
public sealed record RegisterUpdateFault(int Row, string Code);

/// <summary>What became of a call.</summary>
/// <param name="Generation">Of the import that was updated.</param>
/// <param name="Applied">People who are now as the call says.</param>
/// <param name="Refused">Rows that changed nothing.</param>
/// <param name="Remarks">Of rows that were applied all the same.</param>
public sealed record RegisterUpdateOutcome(
    int Generation, int Applied, IReadOnlyList<RegisterUpdateFault> Refused, IReadOnlyList<RegisterUpdateFault> Remarks);
