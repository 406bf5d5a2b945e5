using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Azure;
using Azure.Core;

namespace Outreach.Adapters.Tests.Campaigns;

/// <summary>An answer of a vault: a status, an error code, a `Retry-After`.</summary>
internal sealed class FakeResponse(int status, string? errorCode = null, string? retryAfter = null) : Response
{
    public override int Status { get; } = status;

    public override string ReasonPhrase => "";

    public override Stream? ContentStream { get; set; } = errorCode is null
        ? null
        : new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(new { error = new { code = errorCode, message = "A sentence that may quote a name." } }));

    public override string ClientRequestId { get; set; } = "";

    public override void Dispose() => ContentStream?.Dispose();

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() =>
        TryGetHeader("Retry-After", out string? value) ? [new HttpHeader("Retry-After", value)] : [];

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = string.Equals(name, "Retry-After", StringComparison.OrdinalIgnoreCase) ? retryAfter : null;
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out string? value) ? [value] : null;
        return values is not null;
    }
}
