using System.Security.Cryptography;
using System.Text.Json;

namespace Outreach.EndToEnd.Register;

/// <summary>An import as the insurer's systems make it: an extract posted in parts, and asked about until nothing of it is left.</summary>
internal static class ImportStory
{
    /// <summary>Its status at the end.</summary>
    /// <param name="extract">A name that no other import has.</param>
    public static async Task<JsonElement> RunAsync(AgentClient register, string campaign, string extract, byte[] content, int parts = 3)
    {
        string path = $"api/campaigns/{campaign}/register";
        byte[][] pieces = [.. content.Chunk((content.Length + parts - 1) / parts)];
        foreach ((int index, byte[] piece) in pieces.Index())
        {
            await register.PutAsync($"{path}/extracts/{extract}/parts/{index + 1}?sha256={Digest(piece)}", piece);
        }

        JsonElement accepted = await register.PostAsync(
            $"{path}/imports", new { Extract = extract, Kind = "full", Parts = pieces.Length, Sha256 = Digest(content) });
        return await register.UntilAsync(accepted.GetProperty("statusUrl").GetString()!, static status => status.TryGetProperty("extractDestroyedAt", out _));
    }

    private static string Digest(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
