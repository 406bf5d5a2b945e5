using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Outreach.Adapters.Register;
using Outreach.Core.Register;
using Outreach.Core.Register.Import;
using Outreach.Core.Register.Updates;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Register;

/// <summary>What the capability Register needs; its settings are `Register__*`.</summary>
internal static class RegisterServices
{
    public static IServiceCollection AddRegister(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RegisterPolicy>()
            .Bind(configuration.GetSection("Register"))
            .Validate(policy => policy.MaxRows is > 0 and <= 100_000_000, "Register__MaxRows: 1 to 100000000.")
            .ValidateOnStart();
        return services
            .AddTable(TablesRegister.Table)
            .AddSingleton(provider => provider.GetRequiredService<IOptions<RegisterPolicy>>().Value)
            .AddSingleton<IRegister, TablesRegister>()
            .AddSingleton<IRegisterWriter, TablesRegisterWriter>()
            .AddSingleton<RegisterImportHandler>()
            .AddSingleton<RegisterUpdateWriter>()
            .AddSingleton<UpdateRegisterHandler>();
    }
}
