using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Outreach.LocalHost.Settings;

namespace Outreach.LocalHost.Http;

/// <summary>A named key.</summary>
public sealed record NamedKey(string Name, string Value);

/// <summary>The keys of the whole host.</summary>
/// <param name="Master">Opens everything, and the host's administration.</param>
/// <param name="Function">Open every function of level Function.</param>
/// <param name="System">Open every function of level System.</param>
public sealed record HostKeys(NamedKey Master, IReadOnlyList<NamedKey> Function, IReadOnlyList<NamedKey> System);

/// <summary>The keys of this machine's host, in files of the form that the Functions host keeps its own in: `host.json`, and one file per function. Made when first asked for.</summary>
/// <remarks>A key is added, changed or removed by editing the file; the host reads it at its next start.</remarks>
public sealed class KeyFiles
{
    private const string Default = "default";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly LocalFolder _folder;
    private readonly Lazy<HostKeys> _host;
    private readonly ConcurrentDictionary<string, IReadOnlyList<NamedKey>> _functions = new(StringComparer.OrdinalIgnoreCase);

    public KeyFiles(LocalFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        _folder = folder;
        _host = new Lazy<HostKeys>(ReadHost);
    }

    /// <summary>Where the files are.</summary>
    public string Folder => Path.Combine(_folder.Keys, "functions");

    public HostKeys Host => _host.Value;

    /// <summary>The keys that open one function and no other.</summary>
    /// <exception cref="InvalidOperationException">A file cannot be read; the message names it and quotes nothing.</exception>
    public IReadOnlyList<NamedKey> Of(string function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return _functions.GetOrAdd(function, name => Plain(
            $"{name.ToLowerInvariant()}.json",
            Read($"{name.ToLowerInvariant()}.json", static () => new FunctionKeyFile([NewKey(Default)])).Keys));
    }

    private HostKeys ReadHost()
    {
        const string name = "host.json";
        HostKeyFile file = Read(name, static () => new HostKeyFile(NewKey("master"), [NewKey(Default)], []));
        return new HostKeys(Plain(name, [file.MasterKey])[0], Plain(name, file.FunctionKeys), Plain(name, file.SystemKeys));
    }

    private T Read<T>(string name, Func<T> make)
    {
        string text = _folder.SecretText(Path.Combine("functions", name), () => JsonSerializer.Serialize(make(), Json));
        try
        {
            return JsonSerializer.Deserialize<T>(text, Json) ?? throw Unreadable(name);
        }
        catch (JsonException)
        {
            throw Unreadable(name);
        }
    }

    private List<NamedKey> Plain(string name, IEnumerable<Key?>? keys) =>
    [
        .. (keys ?? []).Select(key => key is { Name.Length: > 0, Value.Length: > 0, Encrypted: false } ? new NamedKey(key.Name, key.Value) : throw Unreadable(name)),
    ];

    private InvalidOperationException Unreadable(string name) =>
        new($"{Path.Combine(Folder, name)} holds no keys that can be read. Correct it, or delete it: new keys are then made.");

    private static Key NewKey(string name) => new(name, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)), Encrypted: false);

    private sealed record Key(string Name, string Value, bool Encrypted);

    private sealed record HostKeyFile(Key MasterKey, IReadOnlyList<Key> FunctionKeys, IReadOnlyList<Key> SystemKeys);

    private sealed record FunctionKeyFile(IReadOnlyList<Key> Keys);
}
