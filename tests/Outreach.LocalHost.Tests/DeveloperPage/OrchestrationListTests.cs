using System.Text.Json;
using Microsoft.DurableTask.Client;
using Outreach.LocalHost.Durable;
using Outreach.Testing.Durable;
using Xunit;

namespace Outreach.LocalHost.Tests.DeveloperPage;

public sealed class OrchestrationListTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private PageSite _site = null!;

    /// <summary>Seven instances, a minute apart, every other of them failed; the engine has no part in them.</summary>
    public async Task InitializeAsync()
    {
        _site = await PageSite.StartAsync(new TestFunctions());
        foreach (int number in new[] { 3, 0, 6, 1, 4, 2, 5 })
        {
            await _site.Hub.Store.TryAddAsync(
                new InstanceState
                {
                    InstanceId = $"{(number < 4 ? "close" : "list")}-{number}",
                    ExecutionId = "one",
                    Name = "Code",
                    Status = number % 2 == 0 ? OrchestrationRuntimeStatus.Completed : OrchestrationRuntimeStatus.Failed,
                    CreatedAt = Noon.AddMinutes((number * 5) % 7),
                    UpdatedAt = Noon.AddHours(1),
                },
                CancellationToken.None);
        }
    }

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task List_OfOnePage_IsNewestFirst()
    {
        (_, JsonElement page) = await _site.GetAsync("orchestrations");

        Assert.Equal(["list-4", "close-1", "list-5", "close-2", "list-6", "close-3", "close-0"], Ids(page));
        Assert.Equal(Created(page).OrderDescending(), Created(page));
        Assert.Equal((7, JsonValueKind.Null), (page.GetProperty("looked").GetInt32(), page.GetProperty("continuation").ValueKind));
    }

    [Fact]
    public async Task List_PageByPage_HoldsEachInstanceOnce()
    {
        List<string> seen = [];
        string? continuation = null;
        do
        {
            (int status, JsonElement page) = await _site.GetAsync($"orchestrations?size=3{(continuation is null ? "" : $"&continuation={continuation}")}");
            Assert.Equal(200, status);
            Assert.InRange(Ids(page).Length, 1, 3);
            seen.AddRange(Ids(page));
            continuation = page.GetProperty("continuation").GetString();
        }
        while (continuation is not null);

        Assert.Equal(7, seen.Count);
        Assert.Equal(7, seen.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("status=failed", new[] { "close-1", "close-3", "list-5" })]
    [InlineData("status=Failed&prefix=close-", new[] { "close-1", "close-3" })]
    [InlineData("status=Failed&status=Completed&prefix=list-", new[] { "list-4", "list-5", "list-6" })]
    [InlineData("status=Running", new string[0])]
    [InlineData("prefix=list-6&size=1", new string[0])]
    public async Task List_Filtered_HoldsWhatPassesOfWhatWasLookedAt(string filter, string[] expected)
    {
        (int status, JsonElement page) = await _site.GetAsync($"orchestrations?{filter}");

        Assert.Equal(200, status);
        Assert.Equal(expected, Ids(page).Order(StringComparer.Ordinal));
    }

    /// <summary>A call looks at a few pages of storage and no more: whoever wants the rest goes on.</summary>
    [Fact]
    public async Task List_WithAFilterThatFewPass_GoesOnWhereItStopped()
    {
        (_, JsonElement first) = await _site.GetAsync("orchestrations?prefix=list-6&size=1");
        (_, JsonElement second) = await _site.GetAsync($"orchestrations?prefix=list-6&size=1&continuation={first.GetProperty("continuation").GetString()}");

        Assert.Equal(5, first.GetProperty("looked").GetInt32());
        Assert.Equal(["list-6"], Ids(second));
    }

    [Theory]
    [InlineData("status=Nobody", "dev.status-unknown")]
    [InlineData("status=1", "dev.status-unknown")]
    [InlineData("size=0", "dev.parameter-invalid")]
    [InlineData("size=1001", "dev.parameter-invalid")]
    [InlineData("size=many", "dev.parameter-invalid")]
    [InlineData("continuation=%25", "dev.continuation-invalid")]
    [InlineData("continuation=_w", "dev.continuation-invalid")]
    public async Task List_AskedWrongly_SaysWhatIsRight(string parameters, string code)
    {
        (int status, JsonElement problem) = await _site.GetAsync($"orchestrations?{parameters}");

        Assert.Equal((400, code), (status, problem.GetProperty("code").GetString()));
    }

    private static string[] Ids(JsonElement page) => [.. page.GetProperty("orchestrations").EnumerateArray().Select(one => one.GetProperty("instanceId").GetString()!)];

    private static DateTimeOffset[] Created(JsonElement page) =>
        [.. page.GetProperty("orchestrations").EnumerateArray().Select(one => one.GetProperty("createdAt").GetDateTimeOffset())];
}
