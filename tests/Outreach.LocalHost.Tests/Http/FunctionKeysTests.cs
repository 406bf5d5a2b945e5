using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.LocalHost.Hosting;
using Outreach.LocalHost.Http;
using Outreach.LocalHost.Settings;
using Outreach.Testing;
using Xunit;

namespace Outreach.LocalHost.Tests.Http;

public sealed class FunctionKeysTests
{
    private readonly LocalFolder _folder = LocalFolders.Empty();

    [Theory]
    [InlineData(nameof(Probes.Open), null, true)]
    [InlineData(nameof(Probes.Guarded), null, false)]
    [InlineData(nameof(Probes.Guarded), "function.key", true)]
    [InlineData(nameof(Probes.Guarded), "master.key", true)]
    [InlineData(nameof(Probes.Admin), "function.key", false)]
    [InlineData(nameof(Probes.Admin), "master.key", true)]
    public void Admit_ByLevelAndKey_IsAsTheFunctionsHostHasIt(string function, string? key, bool admitted)
    {
        var keys = new FunctionKeys(_folder);
        FunctionEntry entry = FunctionCatalog.Of([typeof(Probes)]).Find(function)!;
        HttpRequest inHeader = Request();
        HttpRequest inQuery = Request();
        if (key is not null)
        {
            string given = Convert.ToHexStringLower(_folder.Secret(key));
            inHeader.Headers["x-functions-key"] = given;
            inQuery.QueryString = new QueryString($"?code={given}");
        }

        Assert.Equal(admitted, keys.Admit(entry, inHeader));
        Assert.Equal(admitted, keys.Admit(entry, inQuery));
    }

    [Fact]
    public void Admit_WithAnotherKey_IsRefused()
    {
        HttpRequest request = Request();
        request.Headers["x-functions-key"] = new string('0', 64);

        Assert.False(new FunctionKeys(_folder).Admit(FunctionCatalog.Of([typeof(Probes)]).Find(nameof(Probes.Guarded))!, request));
    }

    private static HttpRequest Request() => new DefaultHttpContext().Request;

    private static class Probes
    {
        [Function(nameof(Open))]
        public static void Open([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => _ = request;

        [Function(nameof(Guarded))]
        public static void Guarded([HttpTrigger(AuthorizationLevel.Function)] HttpRequest request) => _ = request;

        [Function(nameof(Admin))]
        public static void Admin([HttpTrigger(AuthorizationLevel.Admin)] HttpRequest request) => _ = request;
    }
}
