namespace Outreach.Core.ComplementaryOutreach.Planning;

/// <summary>A wave as its author asks for it.</summary>
/// <param name="Group">See <see cref="WaveGroup"/>.</param>
/// <param name="Template">Id of a template of the campaign.</param>
/// <param name="TemplateVersion">Null for the latest that is approved.</param>
/// <param name="Channels">In order of preference.</param>
/// <param name="Departments">INSEE codes; null for all.</param>
/// <param name="MostPeople">Null for no limit but those of campaign and exception.</param>
/// <param name="Exception">Id; for people who have a treating doctor.</param>
public sealed record WaveBody(
    string? Group,
    string? Template,
    int? TemplateVersion = null,
    IReadOnlyList<string>? Channels = null,
    IReadOnlyList<string>? Departments = null,
    int? MostPeople = null,
    string? Exception = null);
