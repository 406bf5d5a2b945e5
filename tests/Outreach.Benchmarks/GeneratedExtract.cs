using System.Globalization;
using System.Text;
using Outreach.Core.Access;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;

namespace Outreach.Benchmarks;

/// <summary>An extract of version 2 about people who do not exist, made line by line as it is read: as large as one likes, and never in memory.</summary>
/// <param name="rows">Of people who are all different; 960 to a doctor, and one in nine without.</param>
/// <param name="name">Other people's name, another file.</param>
internal sealed class GeneratedExtract(int rows, string name) : ReadOnlyStream(Null)
{
    private readonly string[] _doctors = [.. Enumerable.Range(0, (rows / 960) + 1).Select(Doctor)];
    private byte[] _line = Encoding.UTF8.GetBytes(string.Join(';', ExtractColumns.Version2) + "\n");
    private int _given;
    private int _next;

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = 0;
        while (read < count && (_given < _line.Length || Advance()))
        {
            int some = Math.Min(count - read, _line.Length - _given);
            _line.AsSpan(_given, some).CopyTo(buffer.AsSpan(offset + read));
            (read, _given) = (read + some, _given + some);
        }

        return read;
    }

    private bool Advance()
    {
        if (_next == rows)
        {
            return false;
        }

        int person = _next++;
        string body = string.Create(CultureInfo.InvariantCulture, $"1{30 + (person / 1_000_000):00}0775{person % 1_000_000:000000}");
        string doctor = person % 9 == 0 ? "" : _doctors[person * 31L % _doctors.Length];
        _line = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"{InsSystem.Demo};{body}{NirNumber.KeyOf(body)};{name};Marie-Thérèse;1953-07-01;+33199{person % 10_000:000000};75013;Paris;75;{doctor};0;0;0;person{person}@example.org;{1 + (person % 199)} rue de l'Exemple\n"));
        _given = 0;
        return true;
    }

    /// <summary>A number with the check digit that a real one has.</summary>
    private static string Doctor(int number) => Enumerable.Range(0, 10)
        .Select(digit => string.Create(CultureInfo.InvariantCulture, $"{1_000_000_000 + number}{digit}"))
        .First(rpps => PractitionerId.TryParse(rpps, out PractitionerId doctor) && RppsCheckDigit.Holds(doctor));
}
