using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Messages;
using Xunit;

namespace Outreach.Functions.Tests.ComplementaryOutreach;

/// <summary>Everything of messages is put together from settings as a deployment has them.</summary>
public sealed class MessageServicesTests
{
    [Fact]
    public async Task Services_OfADeployment_AreThere()
    {
        await using ServiceProvider services = Services("");

        Assert.All(
            [typeof(WriteTemplateHandler), typeof(DecideTemplateHandler), typeof(ReadTemplatesHandler), typeof(PreviewTemplateHandler), typeof(IMessageTemplateStore)],
            type => Assert.NotNull(services.GetRequiredService(type)));
        Assert.Same(services.GetRequiredService<FluidMessageRenderer>(), services.GetRequiredService<IMessageRenderer>());
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("https://insurer.example/privacy", true)]
    [InlineData("https://insurer.example/données", false)]
    [InlineData("http://insurer.example/privacy", false)]
    [InlineData("https://user:password@insurer.example/", false)]
    [InlineData("insurer.example/privacy", false)]
    [InlineData("https://insurer.example/\n", false)]
    [InlineData("200", true)]
    [InlineData("201", false)]
    public async Task PrivacyPage_IsAnHttpsAddressOrNothing(string page, bool valid)
    {
        await using ServiceProvider services = Services(int.TryParse(page, out int length) ? "https://insurer.example/".PadRight(length, 'a') : page);

        Exception? refused = Record.Exception(() => services.GetRequiredService<IOptions<MessagePolicy>>().Value);

        Assert.Equal(valid, refused is null);
        Assert.True(valid || refused is OptionsValidationException { Message: var message } && message.StartsWith("Messages__PrivacyPage", StringComparison.Ordinal));
    }

    private static ServiceProvider Services(string privacyPage)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Storage:Data:tableServiceUri"] = "https://data.example/",
            ["Storage:Lists:blobServiceUri"] = "https://lists.example/",
            ["Storage:Audit:blobServiceUri"] = "https://audit.example/",
            ["KeyVault:VaultUri"] = "https://vault.example/",
            ["PublicBaseUrl"] = "https://outreach.example",
            ["Access:PseudonymKey"] = Convert.ToBase64String(new byte[32]),
            ["Access:Issuers:0:Kind"] = "Insurer",
            ["Access:Issuers:0:Issuer"] = "https://insurer.example",
            ["Access:Issuers:0:Audience"] = "outreach",
            ["Messages:PrivacyPage"] = privacyPage,
        }).Build();
        return new ServiceCollection().AddLogging().AddSingleton(configuration).AddOutreach(configuration).BuildServiceProvider();
    }
}
