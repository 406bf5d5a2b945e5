using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Outreach.Core;

namespace Outreach.Functions.Http;

/// <summary>Reads JSON bodies strictly: bounded, UTF-8, camel case, no unknown or repeated names.</summary>
public static class JsonBody
{
    /// <summary>Larger than any body the product documents, but for those that say so.</summary>
    public const int LargestBody = 32 * 1024;

    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        MaxDepth = 16,
        Converters = { new Rfc3339Converter() },
    };

    public static Task<Result<T>> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class => ReadAsync<T>(request, LargestBody, cancellationToken);

    /// <param name="request">Whose body is read.</param>
    /// <param name="largest">Bytes that this body may have.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<Result<T>> ReadAsync<T>(HttpRequest request, int largest, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!IsJson(request.ContentType))
        {
            return Failures.NotJson;
        }

        using var body = new MemoryStream();
        if (request.ContentLength > largest || !await TryCopyAsync(request.Body, body, largest, cancellationToken))
        {
            return Failures.BodyTooLarge(largest);
        }

        if (body.Length == 0)
        {
            return Failures.BodyMissing;
        }

        body.Position = 0;
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(body, Strict, cancellationToken) is { } value ? value : Failures.BodyMissing;
        }
        catch (JsonException malformed)
        {
            // Neither the message nor the path: both can quote the body.
            return Failures.BodyMalformed((malformed.LineNumber ?? 0) + 1, (malformed.BytePositionInLine ?? 0) + 1);
        }
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? media)
        && media.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!media.Charset.HasValue || media.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    /// <summary>False when there is more than <paramref name="largest"/>; a chunked body has no length to believe.</summary>
    private static async Task<bool> TryCopyAsync(Stream from, MemoryStream to, int largest, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(8 * 1024);
        try
        {
            int read;
            while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (to.Length + read > largest)
                {
                    return false;
                }

                to.Write(buffer, 0, read);
            }

            return true;
        }
        finally
        {
            // A body may hold what no other request should find in a rented buffer.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}
