using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Xunit;

namespace Outreach.Adapters.Tests.Storage;

public sealed class TableCallsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void RequireOnePartition_WithinLimits_Passes(int actions) => TableCalls.RequireOnePartition(Actions(actions, "a"));

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void RequireOnePartition_TooFewOrMany_IsRefused(int actions) =>
        Assert.Throws<InvalidOperationException>(() => TableCalls.RequireOnePartition(Actions(actions, "a")));

    [Fact]
    public void RequireOnePartition_TwoPartitions_IsRefusedThoughTheEmulatorWouldNot() =>
        Assert.Throws<InvalidOperationException>(() => TableCalls.RequireOnePartition([.. Actions(2, "a"), .. Actions(1, "b")]));

    private static List<TableTransactionAction> Actions(int count, string partition) =>
        [.. Enumerable.Range(0, count).Select(n => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(partition, $"{n}")))];
}
