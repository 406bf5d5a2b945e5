using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using Outreach.Core.Deletion;
using Outreach.Functions.Deletion;
using Outreach.Testing.Deletion;
using Xunit;

namespace Outreach.Functions.Tests.Deletion;

public sealed class WatchListsAccountFunctionTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData(ListsAccountFault.BlobSoftDelete, true)]
    [InlineData(ListsAccountFault.Versioning, true)]
    [InlineData(ListsAccountFault.ContainerSoftDelete, true)]
    [InlineData(ListsAccountFault.Immutability, true)]
    [InlineData(ListsAccountFault.Forbidden, false)]
    [InlineData(ListsAccountFault.NoAnswer, false)]
    [Trait("threat", "41")]
    public async Task Run_AccountChangedWhileRunning_EndsTheRun(ListsAccountFault? fault, bool ends)
    {
        var application = new Mock<IHostApplicationLifetime>();
        var lists = new InMemoryListsAccount { Faults = fault is { } one ? [one] : [] };
        var function = new WatchListsAccountFunction(lists, application.Object, NullLogger<WatchListsAccountFunction>.Instance);

        await function.RunAsync(new TimerInfo(), default);

        application.Verify(life => life.StopApplication(), ends ? Times.Once() : Times.Never());
    }
}
