using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.LocalHost.Hosting;

namespace Outreach.LocalHost.Http;

/// <summary>What the key of a request opens.</summary>
public sealed class FunctionKeys(KeyFiles files)
{
    private const string Header = "x-functions-key";
    private const string Parameter = "code";

    /// <summary>Whether a request may reach a function.</summary>
    /// <remarks>Levels are no ladder: a level opens by its own keys and by the master key. No key has the level User, so only the master key opens that.</remarks>
    public bool Admit(FunctionEntry function, HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(function);
        return function.AuthLevel == AuthorizationLevel.Anonymous || LevelOf(request, function.Name) is var level && (level == AuthorizationLevel.Admin || level == function.AuthLevel);
    }

    /// <summary>The level of a request's key; Anonymous where it has none, or none that is known.</summary>
    /// <param name="function">Whose own keys count as well.</param>
    public AuthorizationLevel LevelOf(HttpRequest request, string? function)
    {
        ArgumentNullException.ThrowIfNull(request);

        // The header counts even when it is empty, and the address only without it.
        string given = (request.Headers.TryGetValue(Header, out var inHeader) ? inHeader : request.Query[Parameter]).FirstOrDefault() ?? "";
        return given switch
        {
            "" => AuthorizationLevel.Anonymous,
            _ when Are([files.Host.Master], given) => AuthorizationLevel.Admin,
            _ when Are(files.Host.System, given) => AuthorizationLevel.System,
            _ when Are(files.Host.Function, given) || (function is not null && Are(files.Of(function), given)) => AuthorizationLevel.Function,
            _ => AuthorizationLevel.Anonymous,
        };
    }

    private static bool Are(IEnumerable<NamedKey> keys, string given) =>
        keys.Any(key => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key.Value), Encoding.UTF8.GetBytes(given)));
}
