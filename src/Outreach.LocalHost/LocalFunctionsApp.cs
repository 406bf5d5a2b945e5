using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Functions;

namespace Outreach.LocalHost;

/// <summary>A Functions app that the local host runs, put together as its own `Program.cs` does it.</summary>
/// <param name="Assembly">Where its functions are.</param>
/// <param name="AddServices">Adds its services.</param>
/// <param name="UseMiddleware">Adds its worker middleware.</param>
public sealed record LocalFunctionsApp(
    Assembly Assembly,
    Action<IServiceCollection, IConfiguration> AddServices,
    Action<IFunctionsWorkerApplicationBuilder> UseMiddleware)
{
    /// <summary>Where to look for functions. Default: the whole assembly.</summary>
    public IEnumerable<Type> Types { get; init; } = Assembly.GetTypes();

    /// <summary>The product.</summary>
    public static LocalFunctionsApp Outreach { get; } = new(
        typeof(OutreachApplication).Assembly,
        static (services, configuration) => services.AddOutreach(configuration),
        static worker => worker.UseOutreach());

    /// <summary>An app that adds nothing of its own.</summary>
    public static LocalFunctionsApp Of(Assembly assembly) => new(assembly, static (_, _) => { }, static _ => { });
}
