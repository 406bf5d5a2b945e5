using System.Net;
using System.Text;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Outreach.Adapters.Storage;
using Outreach.Testing.Azurite;

namespace Outreach.Adapters.Tests.Deletion;

/// <summary>
/// A lists account that answers as Azure's does where the emulator cannot: a write tells of versions, a listing of what was deleted and is kept, the container of
/// lists of a policy on it.
/// </summary>
internal sealed class AzureLikeListsAccount : HttpMessageHandler
{
    private static readonly Uri Address = new("https://lists.example/");

    /// <summary>Containers that are there or deleted and kept, with the age that they claim.</summary>
    private readonly Dictionary<string, (bool Deleted, DateTimeOffset Modified)> _containers = new(StringComparer.Ordinal);

    /// <summary>What a listing has to ask for, and what it is told then.</summary>
    private readonly List<(string Include, string Blob)> _keptBlobs = [];

    public bool SoftDelete { get; init; }

    /// <summary>The setting is off, and what was deleted stays all the same.</summary>
    public bool SoftDeleteUntold { get; init; }

    public bool Versioning { get; init; }

    /// <summary>A write does not tell of its version.</summary>
    public bool VersionUntold { get; init; }

    public bool ContainerSoftDelete { get; init; }

    public bool Immutability { get; init; }

    public bool LegalHold { get; init; }

    /// <summary>Which container has the policy or the hold.</summary>
    public string Held { get; init; } = "lists";

    /// <summary>The container of lists, if it is there yet; and that of batches.</summary>
    public bool HasLists { get; init; } = true;

    /// <summary>What it answers to the n-th request, from 1, instead of what it would.</summary>
    public Func<int, HttpStatusCode?> Refuses { get; set; } = static _ => null;

    public List<string> Requests { get; } = [];

    public IEnumerable<string> Containers => _containers.Where(container => !container.Value.Deleted).Select(container => container.Key);

    public void Add(string container, DateTimeOffset modified) => _containers[container] = (false, modified);

    public OutreachStorage Storage()
    {
        var options = new BlobClientOptions { Transport = new HttpClientTransport(this), Retry = { MaxRetries = 0 } };
        var blobs = new BlobServiceClient(Address, new EmulatorCredential(), options);
        return new OutreachStorage(new TableServiceClient(new Uri("https://data.example/"), new EmulatorCredential()), blobs, blobs);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string path = request.RequestUri!.AbsolutePath.Trim('/');
        string query = Uri.UnescapeDataString(request.RequestUri.Query);
        Requests.Add($"{request.Method} /{path}{query}");
        HttpResponseMessage response = Refuses(Requests.Count) is { } status
            ? Answer(status, ("x-ms-error-code", status == HttpStatusCode.Forbidden ? "AuthorizationPermissionMismatch" : "ServerBusy"))
            : Answer(request.Method, path, query);
        response.RequestMessage = request;
        return Task.FromResult(response);
    }

    private HttpResponseMessage Answer(HttpMethod method, string path, string query) => (method.Method, path.Split('/'), query) switch
    {
        ("GET", [""], _) when query.Contains("comp=properties", StringComparison.Ordinal) => Xml(
            $"<StorageServiceProperties><DeleteRetentionPolicy><Enabled>{Text(SoftDelete)}</Enabled>{(SoftDelete ? "<Days>7</Days>" : "")}</DeleteRetentionPolicy></StorageServiceProperties>"),
        ("GET", [""], _) => Xml($"<EnumerationResults ServiceEndpoint=\"{Address}\"><Containers>{string.Concat(_containers.Where(container => Listed(container, query)).Select(Container))}</Containers><NextMarker /></EnumerationResults>"),
        ("GET", ["lists" or "outreach-batches"], _) => HasLists
            ? Answer(
                HttpStatusCode.OK, ("x-ms-has-immutability-policy", Text(Immutability && path == Held)), ("x-ms-has-legal-hold", Text(LegalHold && path == Held)), ("ETag", "\"1\""))
            : Answer(HttpStatusCode.NotFound, ("x-ms-error-code", "ContainerNotFound")),
        ("GET", [{ } container], _) => Xml(
            $"<EnumerationResults ServiceEndpoint=\"{Address}\" ContainerName=\"{container}\"><Blobs>{string.Concat(_keptBlobs.Where(kept => Includes(query, kept.Include)).Select(kept => kept.Blob))}</Blobs><NextMarker /></EnumerationResults>"),
        ("PUT", [{ } container], _) => Create(container),
        ("PUT", _, _) => Answer(HttpStatusCode.Created, [("ETag", "\"1\""), .. Versioning && !VersionUntold ? [("x-ms-version-id", "2026-11-25T00:00:00.0000000Z")] : Array.Empty<(string, string)>()]),
        ("DELETE", [{ } container], _) => Delete(container),
        ("DELETE", _, _) => DeleteBlob(),
        _ => Answer(HttpStatusCode.BadRequest),
    };

    private HttpResponseMessage Create(string container)
    {
        _containers[container] = (false, DateTimeOffset.MaxValue);
        return Answer(HttpStatusCode.Created, ("ETag", "\"1\""));
    }

    private HttpResponseMessage DeleteBlob()
    {
        const string Properties = "<Properties><Etag>1</Etag><Content-Length>5</Content-Length><BlobType>BlockBlob</BlobType></Properties>";
        if (Versioning)
        {
            _keptBlobs.Add(("versions", $"<Blob><Name>probe</Name><VersionId>2026-11-25T00:00:00.0000000Z</VersionId>{Properties}</Blob>"));
        }
        else if (SoftDelete || SoftDeleteUntold)
        {
            _keptBlobs.Add(("deleted", $"<Blob><Name>probe</Name><Deleted>true</Deleted>{Properties}</Blob>"));
        }

        return Answer(HttpStatusCode.Accepted, ("x-ms-delete-type-permanent", Text(_keptBlobs.Count == 0)));
    }

    private HttpResponseMessage Delete(string container)
    {
        if (!_containers.Remove(container, out (bool, DateTimeOffset Modified) known))
        {
            return Answer(HttpStatusCode.NotFound, ("x-ms-error-code", "ContainerNotFound"));
        }

        if (ContainerSoftDelete)
        {
            _containers[container] = (true, known.Modified);
        }

        return Answer(HttpStatusCode.Accepted);
    }

    private static bool Listed(KeyValuePair<string, (bool Deleted, DateTimeOffset Modified)> container, string query) =>
        container.Key.StartsWith("probe-", StringComparison.Ordinal) && (!container.Value.Deleted || Includes(query, "deleted"));

    private static bool Includes(string query, string what) =>
        query.TrimStart('?').Split('&').Any(part => part.StartsWith("include=", StringComparison.Ordinal) && part["include=".Length..].Split(',').Contains(what, StringComparer.OrdinalIgnoreCase));

    private static string Container(KeyValuePair<string, (bool Deleted, DateTimeOffset Modified)> container) =>
        $"<Container><Name>{container.Key}</Name>{(container.Value.Deleted ? "<Deleted>true</Deleted><Version>01DA</Version>" : "")}"
        + $"<Properties><Last-Modified>{container.Value.Modified:R}</Last-Modified><Etag>1</Etag></Properties></Container>";

    private static string Text(bool value) => value ? "true" : "false";

    private static HttpResponseMessage Xml(string body)
    {
        HttpResponseMessage response = Answer(HttpStatusCode.OK);
        response.Content = new StringContent($"<?xml version=\"1.0\" encoding=\"utf-8\"?>{body}", Encoding.UTF8, "application/xml");
        return response;
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, params IEnumerable<(string Name, string Value)> headers)
    {
        var response = new HttpResponseMessage(status) { Content = new ByteArrayContent([]) };
        foreach ((string name, string value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        response.Content.Headers.LastModified = DateTimeOffset.UnixEpoch;
        return response;
    }
}
