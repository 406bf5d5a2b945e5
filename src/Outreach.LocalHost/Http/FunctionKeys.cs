using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.LocalHost.Hosting;
using Outreach.LocalHost.Settings;

namespace Outreach.LocalHost.Http;

/// <summary>The host's keys, made at first start and kept with the local keys: a function key for functions, a master key for everything.</summary>
public sealed class FunctionKeys
{
    private readonly byte[] _function;
    private readonly byte[] _master;

    public FunctionKeys(LocalFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        _function = folder.Secret("function.key");
        _master = folder.Secret("master.key");
    }

    /// <summary>Whether a request may reach a function: anonymous, or with a key in `x-functions-key` or `code`.</summary>
    public bool Admit(FunctionEntry function, HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(function);
        return function.Http!.AuthLevel switch
        {
            AuthorizationLevel.Anonymous => true,
            AuthorizationLevel.Admin => IsMaster(request),
            AuthorizationLevel.User or AuthorizationLevel.Function or AuthorizationLevel.System => Is(_function, request) || IsMaster(request),
        };
    }

    public bool IsMaster(HttpRequest request) => Is(_master, request);

    private static bool Is(byte[] key, HttpRequest request)
    {
        string given = request.Headers["x-functions-key"].FirstOrDefault() ?? request.Query["code"].FirstOrDefault() ?? "";
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Convert.ToHexStringLower(key)), Encoding.UTF8.GetBytes(given));
    }
}
