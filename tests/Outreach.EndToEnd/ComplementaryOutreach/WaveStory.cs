using System.Text.Json;

namespace Outreach.EndToEnd.ComplementaryOutreach;

/// <summary>A wave as the insurer's people make it over HTTP: one plans, another approves.</summary>
internal sealed class WaveStory
{
    private readonly string _campaign;
    private readonly AgentClient _planner;
    private readonly AgentClient _approver;

    private WaveStory(string campaign, AgentClient planner, AgentClient approver) => (_campaign, _planner, _approver) = (campaign, planner, approver);

    private string Templates => $"api/campaigns/{_campaign}/message-templates";

    private string Waves => $"api/campaigns/{_campaign}/waves";

    public static async Task<WaveStory> SignInAsync(HttpClient http, string campaign) =>
        new(campaign, await AgentClient.SignInAsync(http, "planner-7"), await AgentClient.SignInAsync(http, "approver-8"));

    /// <summary>The words that come with the product, written and approved; the template's id.</summary>
    public async Task<string> ApproveWordsAsync()
    {
        JsonElement written = await _planner.PostAsync(Templates, await _planner.GetAsync($"{Templates}/default"));
        string template = written.GetProperty("id").GetString()!;
        await _approver.PostAsync($"{Templates}/{template}/versions/1/approval");
        return template;
    }

    /// <summary>Plans a wave of e-mails, and letters for those without an address; its id.</summary>
    public async Task<string> PlanAsync(string template, IReadOnlyList<string> departments)
    {
        var plan = new { Group = "WithoutPractitioner", Template = template, Channels = new[] { "Email", "Letter" }, Departments = departments };
        return (await _planner.PostAsync(Waves, plan, key: $"{_campaign}-the-only-wave")).GetProperty("waveId").GetString()!;
    }

    /// <summary>How many it selects, by channel, once they are counted.</summary>
    public async Task<IReadOnlyDictionary<string, int>> PreviewAsync(string wave)
    {
        JsonElement counted = await _planner.UntilAsync($"{Waves}/{wave}", static answer => StateOf(answer) == "AwaitingApproval");
        return counted.GetProperty("preview").GetProperty("selected").EnumerateObject().ToDictionary(channel => channel.Name, channel => channel.Value.GetInt32(), StringComparer.Ordinal);
    }

    /// <summary>As its preview is now.</summary>
    public async Task ApproveAsync(string wave)
    {
        JsonElement preview = (await _approver.GetAsync($"{Waves}/{wave}")).GetProperty("preview");
        await _approver.PostAsync($"{Waves}/{wave}/approval", new { CountedAt = preview.GetProperty("countedAt").GetDateTimeOffset() });
    }

    public Task CompleteAsync(string wave) => _planner.UntilAsync($"{Waves}/{wave}", static answer => StateOf(answer) == "Completed");

    private static string? StateOf(JsonElement wave) => wave.GetProperty("state").GetString();
}
