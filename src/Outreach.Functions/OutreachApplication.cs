using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Functions.Deletion;
using Outreach.Functions.Lists;

namespace Outreach.Functions;

/// <summary>The application's services and middleware, the same for the Functions worker and for the local host.</summary>
public static class OutreachApplication
{
    public static IServiceCollection AddOutreach(IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddSingleton(TimeProvider.System);
        return services.AddLists().AddDeletion();
    }

    public static IFunctionsWorkerApplicationBuilder UseOutreach(IFunctionsWorkerApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder;
    }
}
