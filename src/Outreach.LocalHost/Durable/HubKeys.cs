using System.Globalization;

namespace Outreach.LocalHost.Durable;

/// <summary>How instance ids and history become table keys.</summary>
internal static class HubKeys
{
    /// <summary>Instance ids may hold what table keys may not.</summary>
    public static string Partition(string instanceId) => Uri.EscapeDataString(instanceId).Replace("%", "!", StringComparison.Ordinal);

    public static string InstanceId(string partition) => Uri.UnescapeDataString(partition.Replace("!", "%", StringComparison.Ordinal));

    public static string History(int execution, int row) =>
        string.Create(CultureInfo.InvariantCulture, $"h{execution:D6}-{row:D8}");

    /// <summary>Whether a history row belongs to the current execution and was committed.</summary>
    public static bool Counts(string rowKey, InstanceState state) =>
        string.CompareOrdinal(rowKey, History(state.Execution, 0)) >= 0
        && string.CompareOrdinal(rowKey, History(state.Execution, state.HistoryRows)) < 0;
}
