using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;

namespace Outreach.LocalHost.Durable;

/// <summary>JSON in rows: within Azure's 64 KiB a property and 1 MiB a row; beyond a few properties, in a blob.</summary>
internal static class HubRows
{
    /// <summary>Characters in one property; two bytes each.</summary>
    private const int PropertyLength = 30_000;

    private const int MostProperties = 8;
    private const int LargestRow = PropertyLength * MostProperties;
    private const int LargestTransactionBytes = 3 * 1024 * 1024;

    /// <summary>What <see cref="ReadAsync"/> reads.</summary>
    public static IReadOnlyList<string> Columns { get; } = [.. Enumerable.Range(0, MostProperties).Select(Property), "Blob"];

    /// <summary>Events as JSON objects joined by commas.</summary>
    public static string Join(IReadOnlyList<HistoryEvent> events) => string.Join(',', events.Select(one => JsonSerializer.Serialize(one)));

    /// <summary>What <see cref="Join"/> joined.</summary>
    public static IReadOnlyList<HistoryEvent> Split(string events) => JsonSerializer.Deserialize<HistoryEvent[]>($"[{events}]")!;

    /// <summary>Events as JSON arrays, none longer than a row where that can be helped.</summary>
    public static IEnumerable<string> Chunks(IReadOnlyList<HistoryEvent> events)
    {
        List<string> chunk = [];
        int length = 0;
        foreach (string text in events.Select(one => JsonSerializer.Serialize(one)))
        {
            if (chunk.Count > 0 && length + text.Length > LargestRow - PropertyLength)
            {
                yield return $"[{string.Join(',', chunk)}]";
                chunk.Clear();
                length = 0;
            }

            chunk.Add(text);
            length += text.Length + 1;
        }

        if (chunk.Count > 0)
        {
            yield return $"[{string.Join(',', chunk)}]";
        }
    }

    public static async Task<TableEntity> WriteAsync(
        string partition, string rowKey, string json, LargePayloads payloads, CancellationToken cancellationToken)
    {
        var row = new TableEntity(partition, rowKey);
        if (json.Length > LargestRow)
        {
            row["Blob"] = await payloads.WriteAsync(partition, json, cancellationToken);
            return row;
        }

        foreach ((int index, char[] part) in json.Chunk(PropertyLength).Index())
        {
            row[Property(index)] = new string(part);
        }

        return row;
    }

    public static async Task<string> ReadAsync(TableEntity row, LargePayloads payloads, CancellationToken cancellationToken)
    {
        if (row.GetString("Blob") is { } blob)
        {
            return await payloads.ReadAsync(blob, cancellationToken);
        }

        return string.Concat(Enumerable.Range(0, MostProperties).Select(index => row.GetString(Property(index))).TakeWhile(part => part is not null));
    }

    public static bool FitTogether(IReadOnlyList<TableTransactionAction> actions) =>
        actions.Sum(action => ((IDictionary<string, object>)action.Entity).Values.OfType<string>().Sum(value => 2 * value.Length)) < LargestTransactionBytes;

    private static string Property(int index) => "Json" + index.ToString(CultureInfo.InvariantCulture);
}
