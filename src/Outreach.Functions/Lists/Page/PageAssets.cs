using System.Collections.Frozen;
using System.Reflection;

namespace Outreach.Functions.Lists.Page;

/// <summary>A file of the pages, as the web build made it.</summary>
public sealed record PageAsset(string ContentType, ReadOnlyMemory<byte> Content);

/// <summary>The files of src/Outreach.Web, embedded in this assembly by the build: no file has to travel beside it.</summary>
public sealed class PageAssets
{
    private const string Prefix = "page/";
    private const string AssetPrefix = "assets/";

    private readonly FrozenDictionary<string, PageAsset> _files = Read(typeof(PageAssets).Assembly);

    /// <summary>The page behind every secure link; the same bytes for all of them.</summary>
    public PageAsset List => _files["index.html"];

    /// <summary>Where the sign-in window ends.</summary>
    public PageAsset SignedIn => _files["signed-in.html"];

    /// <summary>Where somebody of the insurer's side signs in to read evidence.</summary>
    public PageAsset Evidence => _files["evidence.html"];

    /// <summary>The page behind the link of a message to a person.</summary>
    public PageAsset Contact => _files["contact.html"];

    /// <summary>A script, style or image by its file name, which holds a hash of its content; null when there is none.</summary>
    public PageAsset? Find(string name) => _files.GetValueOrDefault(AssetPrefix + name);

    private static FrozenDictionary<string, PageAsset> Read(Assembly assembly) => assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Prefix.Length..], name => Read(assembly, name), StringComparer.Ordinal);

    private static PageAsset Read(Assembly assembly, string name)
    {
        using Stream stream = assembly.GetManifestResourceStream(name)!;
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new PageAsset(ContentTypeOf(name), content);
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
