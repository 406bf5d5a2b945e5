using Microsoft.Extensions.Options;
using Outreach.Testing;
using Xunit;

namespace Outreach.LocalHost.Tests;

public sealed class StartTests
{
    [Fact]
    public async Task Start_SeveralSettingsWrong_RefusesAndNamesEachOfThemWithoutItsValue()
    {
        var options = new LocalHostOptions
        {
            Folder = LocalFolders.Ready(),
            Port = 0,
            Logs = false,
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["PublicBaseUrl"] = "ftp://wrong-1",
                ["Access:PseudonymKey"] = "wrong-2",
                ["EnforceDeletion:Schedule"] = "wrong-3",
                ["Storage:Lists"] = "wrong-4",
                ["SignIn:Scope"] = "wrong-5",
            },
        };

        OptionsValidationException refused = await Assert.ThrowsAsync<OptionsValidationException>(() => LocalHost.StartAsync(options, CancellationToken.None));

        foreach (string key in new[] { "PublicBaseUrl", "Access__PseudonymKey", "EnforceDeletion__Schedule", "Storage__Lists", "SignIn__Scope" })
        {
            Assert.Contains(refused.Failures, failure => failure.StartsWith(key, StringComparison.Ordinal));
        }

        Assert.DoesNotContain("wrong-", string.Join(' ', refused.Failures), StringComparison.Ordinal);
    }
}
