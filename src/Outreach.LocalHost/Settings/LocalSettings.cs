using Microsoft.Extensions.Configuration;

namespace Outreach.LocalHost.Settings;

/// <summary>Application settings: the environment first, then `local.settings.json`, then the sample.</summary>
public static class LocalSettings
{
    /// <summary>What stands for the emulator, whichever ports it has.</summary>
    public const string Emulator = "UseDevelopmentStorage=true";

    /// <summary>Reads `Values` as the Functions tools do: `__` and `:` both separate.</summary>
    /// <param name="notice">Told when the sample stands in.</param>
    public static Dictionary<string, string?> Read(LocalFolder folder, Action<string> notice)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(notice);
        string own = Path.Combine(folder.Root, "local.settings.json");
        string sample = Path.Combine(folder.Root, "local.settings.sample.json");
        if (!File.Exists(own) && File.Exists(sample))
        {
            notice("There is no local.settings.json: using local.settings.sample.json.");
        }

        IConfigurationRoot file = ReadFile(File.Exists(own) ? own : sample);
        if (string.Equals(file["IsEncrypted"], "true", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException($"{own}: IsEncrypted: false. Only the Functions tools of the machine that encrypted it can read it; `func settings decrypt` does.");
        }

        Dictionary<string, string?> values = new(StringComparer.OrdinalIgnoreCase);
        foreach (IConfigurationSection connection in file.GetSection("ConnectionStrings").GetChildren())
        {
            values[$"ConnectionStrings:{connection.Key}"] = connection.Value ?? connection["ConnectionString"];
        }

        foreach ((string key, string? value) in file.GetSection("Values").AsEnumerable(makePathsRelative: true))
        {
            if (value is { Length: > 0 })
            {
                values[key.Replace("__", ":", StringComparison.Ordinal)] = value;
            }
        }

        foreach ((string key, string? value) in new ConfigurationBuilder().AddEnvironmentVariables().Build().AsEnumerable())
        {
            if (value is not null)
            {
                values[key] = value;
            }
        }

        return values;
    }

    /// <exception cref="InvalidOperationException">The file is no JSON; the message names it and the place, and quotes nothing of it.</exception>
    internal static IConfigurationRoot ReadFile(string path)
    {
        try
        {
            return new ConfigurationBuilder().AddJsonFile(path, optional: true, reloadOnChange: false).Build();
        }
        catch (InvalidDataException unreadable)
        {
            long? line = (unreadable.InnerException as FormatException)?.InnerException is System.Text.Json.JsonException json ? json.LineNumber + 1 : null;
            throw new InvalidOperationException($"{path} cannot be read as JSON{(line is null ? "" : $", line {line}")}. Correct it, or compare it with local.settings.sample.json.", unreadable);
        }
    }
}
