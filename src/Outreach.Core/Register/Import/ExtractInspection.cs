namespace Outreach.Core.Register.Import;

/// <summary>What judging an extract as a whole found out, before anything of it is loaded.</summary>
/// <param name="Sha256">Of the file.</param>
/// <param name="Counts">What will become of the rows.</param>
/// <param name="Duplicates">Fingerprints of people who stand more than once.</param>
internal sealed record ExtractInspection(string Sha256, RegisterImportCounts Counts, IReadOnlySet<ulong> Duplicates);
