using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Outreach.Core.Access;

namespace Outreach.Core.Register.Runs;

/// <summary>Into how many parts an import is divided, what goes where, and how its files are called.</summary>
/// <remarks>
/// Two divisions: rows by the register's partition that holds them, so that one part writes a partition from its first envelope to its last, each full; and people
/// by their own name, so that a person who stands twice meets in one part whatever the doctors.
/// </remarks>
internal sealed record PartLayout(ImportRun Run)
{
    /// <summary>As many as one orchestration fans out to without orchestrations of its own.</summary>
    private const int Most = 48;

    /// <summary>Of a file as it is landed; about 100,000 rows when it is compressed, 40,000 when it is not.</summary>
    private const long BytesPerPart = 4 * 1024 * 1024;

    private string Folder => $"{FolderOf(Run)}{Run.Attempt}/";

    public string Lines => Folder + "lines";

    public static int CountFor(long landedBytes) => (int)Math.Clamp(landedBytes / BytesPerPart, 1, Most);

    /// <summary>What the names of all files of an import begin with, whatever the attempt.</summary>
    public static string FolderOf(ImportRun run) => $"{run.Campaign.Value}/{run.Id.Value}/";

    public string Rows(int part) => Folder + "rows-" + Digits(part);

    public string People(int part) => Folder + "people-" + Digits(part);

    public string Duplicates(int part) => Folder + "duplicates-" + Digits(part);

    public int Of(PatientRef person) => Of(person.Value);

    public int Of(PractitionerRef practitioner) => Of(practitioner.Value);

    public int OfDepartment(string department) =>
        (int)(BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(department))) % (uint)Run.Parts);

    private int Of(string hexadecimal) =>
        (int)(uint.Parse(hexadecimal.AsSpan(0, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) % (uint)Run.Parts);

    private static string Digits(int part) => part.ToString("D2", CultureInfo.InvariantCulture);
}
