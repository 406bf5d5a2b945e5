using System.Diagnostics.CodeAnalysis;

namespace Outreach.Core.ComplementaryOutreach.Planning;

/// <summary>A wave that is well formed; whether template and exception exist and hold is asked afterwards.</summary>
/// <param name="TemplateVersion">Null for the latest that is approved.</param>
/// <param name="Departments">Sorted; null for all.</param>
public sealed record WaveDraft(
    WaveGroup Group,
    string Template,
    int? TemplateVersion,
    IReadOnlyList<OutreachChannel> Channels,
    IReadOnlyList<string>? Departments,
    int? MostPeople,
    string? Exception)
{
    /// <summary>More than are insured without a treating doctor; a greater number is a mistake.</summary>
    public const int LargestLimit = 10_000_000;

    private const int LongestId = 64;

    /// <summary>The draft, or the first field that is wrong.</summary>
    public static Result<WaveDraft> Parse(WaveBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (!TryName(body.Group, out WaveGroup group))
        {
            return WaveFailures.GroupUnknown;
        }

        if (body.Template is not { Length: > 0 and <= LongestId } template || body.TemplateVersion < 1)
        {
            return WaveFailures.TemplateMissing;
        }

        if (!TryChannels(body.Channels, out IReadOnlyList<OutreachChannel>? channels))
        {
            return WaveFailures.ChannelsInvalid;
        }

        if (body.Departments is { } named && !AreDepartments(named))
        {
            return WaveFailures.DepartmentUnknown;
        }

        return (group, body) switch
        {
            (_, { MostPeople: < 1 or > LargestLimit }) => WaveFailures.MostPeopleInvalid,
            (WaveGroup.WithPractitioner, { Exception: null or "" }) => WaveFailures.ExceptionMissing,
            (WaveGroup.WithPractitioner, { Exception: var exception }) when !RandomId.IsWellFormed(exception) => Exceptions.ExceptionFailures.NotFound,
            (WaveGroup.WithoutPractitioner, { Exception: not null }) => WaveFailures.ExceptionNotNeeded,
            _ => new WaveDraft(group, template, body.TemplateVersion, channels, Sorted(body.Departments), body.MostPeople, body.Exception),
        };
    }

    /// <summary>Whether a stored plan is what this draft asks for: what it leaves open may have been anything.</summary>
    public bool Describes(WavePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return Group == plan.Group && Template == plan.Template && Exception == plan.Exception
            && (TemplateVersion ?? plan.TemplateVersion) == plan.TemplateVersion
            && (MostPeople ?? plan.MostPeople) == plan.MostPeople
            && Channels.SequenceEqual(plan.Channels)
            && (Departments ?? AllDepartments).SequenceEqual(plan.Departments, StringComparer.Ordinal);
    }

    public bool IsSameAs(WaveDraft other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this == other with { Channels = Channels, Departments = Departments }
            && Channels.SequenceEqual(other.Channels)
            && (Departments ?? []).SequenceEqual(other.Departments ?? [], StringComparer.Ordinal);
    }

    public static IReadOnlyList<string> AllDepartments { get; } = [.. Register.Departments.All.Order(StringComparer.Ordinal)];

    /// <summary>By its name alone: a number, or two names with a comma, are parsed by the framework as well.</summary>
    private static bool TryName<T>(string? text, out T value)
        where T : struct, Enum
    {
        value = default;
        return text is not null && Enum.GetNames<T>().Contains(text, StringComparer.Ordinal) && Enum.TryParse(text, out value);
    }

    private static bool TryChannels(IReadOnlyList<string>? names, [NotNullWhen(true)] out IReadOnlyList<OutreachChannel>? channels)
    {
        channels = null;
        List<OutreachChannel> read = [];
        foreach (string name in names ?? [])
        {
            if (!TryName(name, out OutreachChannel channel) || read.Contains(channel))
            {
                return false;
            }

            read.Add(channel);
        }

        channels = read;
        return read.Count > 0;
    }

    private static bool AreDepartments(IReadOnlyList<string> codes) =>
        codes.Count > 0 && codes.All(code => code is not null && Register.Departments.IsKnown(code)) && codes.Distinct(StringComparer.Ordinal).Count() == codes.Count;

    private static IReadOnlyList<string>? Sorted(IReadOnlyList<string>? codes) => codes is null ? null : [.. codes.Order(StringComparer.Ordinal)];
}
