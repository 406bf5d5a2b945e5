using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Outreach.Adapters.Storage;
using Outreach.LocalHost.Azurite;
using Outreach.Testing.Azurite;
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

    /// <summary>Null does not say that somebody else was first: whoever must know looks.</summary>
    [Fact]
    public async Task TryPut_AnswerLost_IsRepeatedByTheSdkAndMeetsItself()
    {
        AzuriteServer server = await AzuriteFixture.GetAsync();
        using var wire = new LosesOneAnswer();
        var options = new TableClientOptions { Transport = new HttpClientTransport(wire) };
        TableClient table = new TableServiceClient(server.ConnectionString, options).GetTableClient($"t{Core.RandomId.Create()}");
        await table.CreateAsync();
        string? first = await table.TryPutAsync(new TableEntity("p", "r") { ["Number"] = 1 }, etag: null, default);

        wire.Armed = true;
        string? second = await table.TryPutAsync(new TableEntity("p", "r") { ["Number"] = 2 }, first, default);

        Assert.False(wire.Armed);
        Assert.Null(second);
        Assert.Equal(2, (await table.FindAsync("p", "r", default))?.GetInt32("Number"));
    }

    private static List<TableTransactionAction> Actions(int count, string partition) =>
        [.. Enumerable.Range(0, count).Select(n => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(partition, $"{n}")))];
}
