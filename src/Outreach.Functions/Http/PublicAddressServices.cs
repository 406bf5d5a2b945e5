using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Outreach.Core.Lists;

namespace Outreach.Functions.Http;

/// <summary>Setting `PublicBaseUrl`: where people reach the application; https, or http on loopback.</summary>
public sealed class PublicAddressOptions
{
    public string PublicBaseUrl { get; set; } = "";
}

/// <summary>The public address, from settings.</summary>
internal static class PublicAddressServices
{
    public static IServiceCollection AddPublicAddress(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PublicAddressOptions>()
            .Configure(options => options.PublicBaseUrl = configuration["PublicBaseUrl"] ?? "")
            .Validate(
                options => Uri.TryCreate(options.PublicBaseUrl, UriKind.Absolute, out Uri? address) && PublicAddress.IsAcceptable(address),
                "PublicBaseUrl: an https address without path (http only on loopback).")
            .ValidateOnStart();
        return services.AddSingleton(provider => new PublicAddress(new Uri(provider.GetRequiredService<IOptions<PublicAddressOptions>>().Value.PublicBaseUrl)));
    }
}
