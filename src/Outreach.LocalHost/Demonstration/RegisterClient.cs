using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using CsvHelper;
using Outreach.Functions.Register.Runs;

namespace Outreach.LocalHost.Demonstration;

/// <summary>The insurer's system that exports the register, over HTTP.</summary>
internal sealed class RegisterClient(SignedInClient client, string campaign)
{
    /// <summary>Two parts at least: an extract arrives in several.</summary>
    private const int PartBytes = 1_048_576;

    private readonly string _register = $"api/campaigns/{campaign}/register";

    /// <summary>Posts an extract in parts, each with its digest; how many.</summary>
    public async Task<int> LandAsync(string extract, byte[] file, CancellationToken cancellationToken)
    {
        byte[][] parts = [.. file.Chunk(PartBytes)];
        for (int i = 0; i < parts.Length; i++)
        {
            using var content = new ByteArrayContent(parts[i]);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            string path = $"{_register}/extracts/{extract}/parts/{i + 1}?sha256={Convert.ToHexStringLower(SHA256.HashData(parts[i]))}";
            using HttpResponseMessage response = await client.SendAsync(HttpMethod.Put, path, content, cancellationToken);
            StepFailedException.Require(response.StatusCode == HttpStatusCode.NoContent, $"part {i + 1} answered {(int)response.StatusCode}");
        }

        return parts.Length;
    }

    /// <summary>Asks for the import of a landed extract; where to poll.</summary>
    public async Task<string> ImportAsync(string extract, int parts, CancellationToken cancellationToken) =>
        (await client.PostAsync<Started>($"{_register}/imports", new { Extract = extract, Kind = "full", Parts = parts }, cancellationToken)).StatusUrl;

    public Task<ImportAnswer> ReadAsync(string statusUrl, CancellationToken cancellationToken) => client.GetAsync<ImportAnswer>(statusUrl, cancellationToken);

    /// <summary>Lines with faults, by line and code; nothing else of a row stands there.</summary>
    public async Task<IReadOnlyList<(long Line, string Code)>> ReadRejectedAsync(ImportAnswer import, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await client.SendAsync(HttpMethod.Get, import.Rejected!, content: null, cancellationToken);
        StepFailedException.Require(response.StatusCode == HttpStatusCode.OK, $"the report answered {(int)response.StatusCode}");
        await using Stream file = await response.Content.ReadAsStreamAsync(cancellationToken);
        await using var reader = CsvReader.Create(file, new CsvReaderOptions { Separator = ';', HasHeader = false });
        List<(long, string)> lines = [];
        for (bool header = true; await reader.ReadAsync(cancellationToken); header = false)
        {
            StepFailedException.Require(reader.FieldCount == 4, "the report has other columns");
            if (!header)
            {
                lines.Add((long.Parse(reader.GetString(0), System.Globalization.CultureInfo.InvariantCulture), reader.GetString(2)));
            }
        }

        return lines;
    }

    private sealed record Started(string ImportId, string StatusUrl);
}
