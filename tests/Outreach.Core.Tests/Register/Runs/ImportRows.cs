using Outreach.Core.Register;

namespace Outreach.Core.Tests.Register.Runs;

/// <summary>Lines of extracts of version 1, about people who do not exist.</summary>
internal static class ImportRows
{
    public const string Good = "1.2.250.1.213.1.4.11;253072B07300470;Santoni;Marie;1953-07-01;01 99 00 12 34;20200;Bastia;2B;99700218896;0;0;0";

    /// <summary>A good person of a number; of no doctor where <paramref name="doctors"/> is empty.</summary>
    public static string Person(int number, string doctors = "99700218896", string vaccinated = "0", string system = InsSystem.Demo)
    {
        string body = $"1530797{number:000000}";
        return $"{system};{body}{NirNumber.KeyOf(body)};Noël;Loïc;1953-07-01;;97490;Saint-Denis;974;{doctors};{vaccinated};0;0";
    }

    public static string With(string line, int field, string value)
    {
        string[] fields = line.Split(';');
        fields[field] = value;
        return string.Join(';', fields);
    }
}
