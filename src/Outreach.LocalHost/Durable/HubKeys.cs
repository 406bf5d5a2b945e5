using System.Globalization;

namespace Outreach.LocalHost.Durable;

/// <summary>How instance ids and their rows become table keys.</summary>
/// <remarks>
/// Rows of an instance: `a{execution}` input; `h{execution}-{row}` history, one row a turn; `i` state; `l{execution}-{row}` events carried into an execution;
/// `m{order}` inbox; `o{order}` outbox.
/// </remarks>
internal static class HubKeys
{
    public const string State = "i";
    public const char Inbox = 'm';
    public const char Outbox = 'o';

    /// <summary>Instance ids may hold what table keys may not.</summary>
    public static string Partition(string instanceId) => Uri.EscapeDataString(instanceId).Replace("%", "!", StringComparison.Ordinal);

    public static string InstanceId(string partition) => Uri.UnescapeDataString(partition.Replace("!", "%", StringComparison.Ordinal));

    public static string Input(int execution) => string.Create(CultureInfo.InvariantCulture, $"a{execution:D6}");

    public static string History(int execution, int row) => string.Create(CultureInfo.InvariantCulture, $"h{execution:D6}-{row:D8}");

    public static string Carried(int execution, int row) => string.Create(CultureInfo.InvariantCulture, $"l{execution:D6}-{row:D8}");

    public static string Ordered(char kind, long order) => kind + order.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>Whether a row belongs to the instance as its state row has it: to the current execution, and written by a turn that was written whole.</summary>
    public static bool Counts(string rowKey, InstanceState state) => rowKey[0] switch
    {
        'a' => rowKey == Input(state.Execution),
        'h' => IsWithin(rowKey, History(state.Execution, 0), History(state.Execution, state.HistoryRows)),
        'l' => IsWithin(rowKey, Carried(state.Execution, 0), Carried(state.Execution, state.CarriedEvents)),
        Outbox => string.CompareOrdinal(rowKey, state.OutboxEnd) <= 0,
        _ => true,
    };

    private static bool IsWithin(string key, string first, string beyond) =>
        string.CompareOrdinal(key, first) >= 0 && string.CompareOrdinal(key, beyond) < 0;
}
