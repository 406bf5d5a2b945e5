using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Outreach.Adapters.Access;
using Outreach.Adapters.Audit;
using Outreach.Adapters.Campaigns;
using Outreach.Adapters.ComplementaryOutreach;
using Outreach.Adapters.Deletion;
using Outreach.Adapters.Mail;
using Outreach.Adapters.Storage;
using Outreach.Core.Audit;
using Outreach.Core.Campaigns;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.Deletion;
using Outreach.Core.Mail;
using Outreach.Core.Register;

namespace Outreach.Functions.Deletion;

/// <summary>The start-up guard, and what it reads of the settings.</summary>
internal static class StartSettings
{
    /// <summary>Hosted services start in the order in which they were added: this one is the first.</summary>
    public static IServiceCollection AddStartGuard(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<IListsAccountProbe, BlobListsAccountProbe>()
        .AddSingleton(provider => new StartGuard(() => Read(provider, configuration), provider.GetRequiredService<IListsAccountProbe>()))
        .AddHostedService(provider => provider.GetRequiredService<StartGuard>());

    public static StartFacts Read(IServiceProvider provider, IConfiguration configuration)
    {
        IList<IssuerOptions> issuers = provider.GetRequiredService<IOptions<AccessOptions>>().Value.Issuers;
        StorageOptions storage = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
        return new StartFacts
        {
            Production = HostEnvironment.IsProduction(configuration),
            StandIns = [.. StandIns(provider)],
            LocalIssuers = [.. issuers.Index().Where(one => IsLocal(one.Item)).Select(one => $"Access__Issuers__{one.Index}__Issuer")],
            EmulatedAccounts = [.. Emulated(storage)],
            AcceptsTestIdentities = provider.GetRequiredService<RegisterPolicy>().AcceptTestIdentities,
        };
    }

    /// <summary>A port that a host of one machine fills in by itself is named here.</summary>
    private static IEnumerable<string> StandIns(IServiceProvider provider)
    {
        if (provider.GetRequiredService<ICampaignKeys>() is not KeyVaultCampaignKeys)
        {
            yield return "Campaign keys";
        }

        if (provider.GetRequiredService<ICheckpointSigner>() is not VaultCheckpointKeys)
        {
            yield return "The key that signs checkpoints";
        }

        if (provider.GetRequiredService<IMailSender>() is not SmtpMailSender)
        {
            yield return "Mail";
        }

        if (provider.GetServices<IOutreachChannel>().Any(channel => channel is { Kind: OutreachChannel.Email } and not SmtpOutreachChannel))
        {
            yield return "E-mail to people";
        }
    }

    private static bool IsLocal(IssuerOptions issuer) =>
        issuer.MetadataUri is { IsLoopback: true } or { Scheme: "http" }
        || (Uri.TryCreate(issuer.Issuer, UriKind.Absolute, out Uri? name) && name is { IsLoopback: true } or { Scheme: "http" });

    private static IEnumerable<string> Emulated(StorageOptions storage)
    {
        foreach ((string setting, StorageAccount account) in new[] { ("Storage__Data", storage.Data), ("Storage__Lists", storage.Lists), ("Storage__Audit", storage.Audit) })
        {
            if (HostEnvironment.IsEmulated(account))
            {
                yield return setting;
            }
        }
    }
}
