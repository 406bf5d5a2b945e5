using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Outreach.Adapters.ComplementaryOutreach;
using Outreach.Adapters.Lists;
using Outreach.Adapters.Mail;
using Outreach.Adapters.Storage;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Batches;
using Outreach.Core.ComplementaryOutreach.Pace;
using Outreach.Core.Deletion;
using Outreach.Functions.Storage;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>The ways to people that this deployment has, and their pace; settings `Outreach__*`. After mail: e-mails go over its server.</summary>
internal static class ChannelServices
{
    public static IServiceCollection AddOutreachChannels(this IServiceCollection services, IConfiguration configuration) =>
        services.AddEmail().AddPace(configuration).AddBatches(configuration).AddDispatchers(configuration).AddSingleton<OutreachChannels>();

    /// <summary>The mail server, if there is one, unless the host brings something that stands for it.</summary>
    private static IServiceCollection AddEmail(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(IOutreachChannel)) || services.All(service => service.ServiceType != typeof(IValidateOptions<MailOptions>)))
        {
            return services;
        }

        return services.AddSingleton<IOutreachChannel>(provider => new SmtpOutreachChannel(
            provider.GetRequiredService<IOptions<MailOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
    }

    private static IServiceCollection AddPace(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PaceOptions>().Bind(configuration.GetSection("Outreach:Pace"))
            .Validate(options => options.Read() is not null, "Outreach__Pace__*: an hour (HH:mm), a day (yyyy-MM-dd) or a number is none, or out of its range; see docs/operations.md.")
            .ValidateOnStart();
        return services
            .AddTable(TablesPaceStore.Table)
            .AddSingleton<IPaceStore, TablesPaceStore>()
            .AddSingleton(provider => provider.GetRequiredService<IOptions<PaceOptions>>().Value.Read()!)
            .AddSingleton<QuietTimes>()
            .AddSingleton<PacePolicy>()
            .AddSingleton<ISendingPace, SendingPace>()
            .AddSingleton<IDeletionDuty, PaceRowsDuty>();
    }

    private static IServiceCollection AddBatches(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BatchPolicy>().Bind(configuration.GetSection("Outreach:Batches"))
            .Validate(policy => policy.IsValid, "Outreach__Batches__*: Days is 1 to 31, AddressMinutes 1 to 60.")
            .ValidateOnStart();
        return services
            .AddTable(TablesBatchStore.Table)
            .AddListsContainer(BlobSealedStore.BatchesContainer)
            .AddSingleton<IBatchStore, TablesBatchStore>()
            .AddSingleton(provider => provider.GetRequiredService<IOptions<BatchPolicy>>().Value)
            .AddSingleton<BatchJournal>()
            .AddSingleton(provider => new BatchShelf(
                new BlobSealedStore(
                    provider.GetRequiredService<OutreachStorage>(), provider.GetRequiredService<BlobReadAddresses>(), BlobSealedStore.BatchesContainer),
                provider.GetRequiredService<IBatchStore>(),
                provider.GetRequiredService<BatchJournal>(),
                provider.GetRequiredService<BatchPolicy>(),
                provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<ListBatchesHandler>()
            .AddSingleton<AcknowledgeBatchHandler>()
            .AddSingleton<IDeletionDuty, BatchesDuty>();
    }

    /// <summary>A key that is wrong stops the start; one that is not given leaves its channel out.</summary>
    private static IServiceCollection AddDispatchers(this IServiceCollection services, IConfiguration configuration)
    {
        IConfigurationSection section = configuration.GetSection("Outreach:Dispatchers");
        services.AddOptions<DispatcherOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DispatcherOptions>, DispatcherOptionsValidator>();
        foreach ((OutreachChannel channel, string text) in (section.Get<DispatcherOptions>() ?? new DispatcherOptions()).Keys)
        {
            services.AddSingleton<IOutreachChannel>(provider => new DispatcherChannel(
                channel,
                DispatcherKey.Read(text, out string fault) ?? throw new InvalidOperationException(fault),
                provider.GetRequiredService<BatchShelf>(),
                provider.GetRequiredService<QuietTimes>(),
                provider.GetRequiredService<TimeProvider>()));
        }

        return services;
    }
}
