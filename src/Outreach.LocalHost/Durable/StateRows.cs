using System.Text.Json;
using Azure.Data.Tables;

namespace Outreach.LocalHost.Durable;

/// <summary>The one row that most turns write: an instance's state, its newest history, and its input where that is small.</summary>
internal static class StateRows
{
    /// <summary>When the instance wakes, for queries; absent where it waits for no instant.</summary>
    public const string WakeAt = "WakeAt";

    private const string Input = "Input";
    private const string Tail = "Tail";

    /// <summary>An input longer than this is a row of its own: the state row is written with every turn.</summary>
    private const int LongestInput = 2_000;

    /// <summary>Everything but the history.</summary>
    public static IReadOnlyList<string> Columns { get; } = [.. HubRows.Columns, Input, "PartitionKey", "RowKey", "Timestamp"];

    public static async Task<TableEntity> WriteAsync(string partition, InstanceState state, LargePayloads payloads, CancellationToken cancellationToken)
    {
        TableEntity row = await HubRows.WriteAsync(partition, HubKeys.State, JsonSerializer.Serialize(state), payloads, cancellationToken);
        if (state.WakeAt is { } at)
        {
            row[WakeAt] = at;
        }

        if (state.Input is { } input && !HasInputRow(state))
        {
            row[Input] = input;
        }

        if (state.Tail.Length > 0)
        {
            row[Tail] = state.Tail;
        }

        return row;
    }

    public static async Task<InstanceState> ReadAsync(TableEntity row, LargePayloads payloads, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize<InstanceState>(await HubRows.ReadAsync(row, payloads, cancellationToken))! with
        {
            ETag = row.ETag,
            Input = row.GetString(Input),
            Tail = row.GetString(Tail) ?? "",
        };

    /// <summary>Whether the input is too large for the state row.</summary>
    public static bool HasInputRow(InstanceState state) => state.Input?.Length > LongestInput;
}
