using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Outreach.Adapters.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Messages;
using Outreach.Functions.Storage;

namespace Outreach.Functions.ComplementaryOutreach.Messages;

/// <summary>What templates and messages need; settings `Messages__*`.</summary>
internal static class MessageServices
{
    public static IServiceCollection AddMessages(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MessagePolicy>().Bind(configuration.GetSection("Messages"))
            .Validate(policy => policy.IsValid, "Messages__PrivacyPage: an https address of 200 characters at most, or nothing.")
            .ValidateOnStart();
        return services
            .AddTable(TablesMessageTemplateStore.Table)
            .AddSingleton(provider => provider.GetRequiredService<IOptions<MessagePolicy>>().Value)
            .AddSingleton<IMessageTemplateStore, TablesMessageTemplateStore>()
            .AddSingleton<FluidMessageRenderer>()
            .AddSingleton<IMessageRenderer>(provider => provider.GetRequiredService<FluidMessageRenderer>())
            .AddSingleton<SampleValues>()
            .AddSingleton<MessageCheck>()
            .AddSingleton<TemplateFinder>()
            .AddSingleton<TemplateJournal>()
            .AddSingleton<WriteTemplateHandler>()
            .AddSingleton<DecideTemplateHandler>()
            .AddSingleton<ReadTemplatesHandler>()
            .AddSingleton<PreviewTemplateHandler>();
    }
}
