using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Outreach.Adapters.Mail;
using Outreach.Core.Mail;

namespace Outreach.Functions.Mail;

/// <summary>The mail server, unless the host brings something that stands for it.</summary>
internal static class MailServices
{
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(service => service.ServiceType == typeof(IMailSender)))
        {
            return services;
        }

        if (!HostEnvironment.IsProduction(configuration) && configuration["Mail:Host"] is null or "")
        {
            return services.AddSingleton<IMailSender, NoMailServer>();
        }

        services.AddOptions<MailOptions>().Bind(configuration.GetSection("Mail")).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidator>()
            .AddSingleton<IMailSender>(provider => new SmtpMailSender(
                provider.GetRequiredService<IOptions<MailOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
    }
}
