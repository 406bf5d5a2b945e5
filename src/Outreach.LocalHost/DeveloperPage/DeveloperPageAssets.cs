using System.Collections.Frozen;
using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Outreach.LocalHost.DeveloperPage;

/// <summary>The page's own files, embedded in this assembly as they are written: nothing builds them.</summary>
internal sealed class DeveloperPageAssets
{
    public const string Page = "page.html";
    public const string Outbox = "outbox.html";

    private const string Prefix = "developer-page/";

    private readonly FrozenDictionary<string, byte[]> _files = Read(typeof(DeveloperPageAssets).Assembly);

    public IEnumerable<string> Names => _files.Keys;

    public IResult Answer(string name) => _files.TryGetValue(name, out byte[]? content)
        ? Results.Bytes(content, ContentTypeOf(name))
        : Failures.NoSuchPage.ToResult();

    private static FrozenDictionary<string, byte[]> Read(Assembly assembly) => assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Prefix.Length..], name => Read(assembly, name), StringComparer.Ordinal);

    private static byte[] Read(Assembly assembly, string name)
    {
        using Stream stream = assembly.GetManifestResourceStream(name)!;
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static string ContentTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        string other => throw new InvalidOperationException($"No content type is known for the page's {other} files: add it here."),
    };
}
