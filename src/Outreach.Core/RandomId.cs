using System.Security.Cryptography;

namespace Outreach.Core;

/// <summary>128 random bits as 32 lower-case hexadecimal digits: unguessable, and legal in every key, path and instance id.</summary>
public static class RandomId
{
    public static string Create() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public static bool IsWellFormed(string? text) =>
        text is { Length: 32 } && text.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'));
}
