using System.Security.Cryptography;
using System.Text.Json;

namespace Outreach.EndToEnd.Register;

/// <summary>An import as the insurer's systems make it: an extract posted in parts, and asked about until nothing of it is left.</summary>
internal static class ImportStory
{
    private const int Parts = 3;

    /// <summary>Its status at the end.</summary>
    public static async Task<JsonElement> RunAsync(AgentClient register, string campaign, string extract, byte[] content) =>
        await WaitAsync(register, await BeginAsync(register, campaign, extract, content));

    /// <summary>Where its status is.</summary>
    /// <param name="extract">A name that no other import has.</param>
    public static async Task<string> BeginAsync(AgentClient register, string campaign, string extract, byte[] content)
    {
        string path = $"api/campaigns/{campaign}/register";
        byte[][] pieces = [.. content.Chunk((content.Length + Parts - 1) / Parts)];
        foreach ((int index, byte[] piece) in pieces.Index())
        {
            await register.PutAsync($"{path}/extracts/{extract}/parts/{index + 1}?sha256={Digest(piece)}", piece);
        }

        JsonElement accepted = await register.PostAsync(
            $"{path}/imports", new { Extract = extract, Kind = "full", Parts = pieces.Length, Sha256 = Digest(content) });
        return accepted.GetProperty("statusUrl").GetString()!;
    }

    public static Task<JsonElement> WaitAsync(AgentClient register, string statusUrl) =>
        register.UntilAsync(statusUrl, static status => status.TryGetProperty("extractDestroyedAt", out _));

    private static string Digest(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
