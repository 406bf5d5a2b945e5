using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Outreach.Core;

namespace Outreach.Functions.Http;

/// <summary>Reads bodies of bytes, bounded.</summary>
public static class BinaryBody
{
    private const int FirstBuffer = 64 * 1024;

    /// <param name="request">Whose body is read.</param>
    /// <param name="largest">Bytes that it may have.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<Result<byte[]>> ReadAsync(HttpRequest request, int largest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.ContentLength > largest)
        {
            return Failures.BodyTooLarge(largest);
        }

        // One byte more than allowed tells a body that is too large, whatever length it claims.
        byte[] body = new byte[request.ContentLength is { } length ? (int)length + 1 : Math.Min(FirstBuffer, largest + 1)];
        int read = 0;
        while (await request.Body.ReadAtLeastAsync(body.AsMemory(read), body.Length - read, throwOnEndOfStream: false, cancellationToken) is > 0 and { } more)
        {
            read += more;
            if (read < body.Length)
            {
                break;
            }

            if (read > largest)
            {
                return Failures.BodyTooLarge(largest);
            }

            byte[] larger = new byte[Math.Min(body.Length * 2, largest + 1)];
            body.CopyTo(larger, 0);
            CryptographicOperations.ZeroMemory(body);
            body = larger;
        }

        return body[..read];
    }
}
