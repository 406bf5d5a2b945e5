using System.Globalization;

namespace Outreach.EndToEnd;

/// <summary>Kills a host at random moments of a story, and starts it again: right after a write to a table, or some milliseconds later.</summary>
/// <remarks>Moments are counted in writes, so that a slow machine is killed as far in as a quick one. `OUTREACH_SEED` names the moments of a run that failed.</remarks>
internal sealed class RandomKills(StorageProxy storage, HostProcess host, int seed)
{
    private readonly Random _random = new(seed);

    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("OUTREACH_SEED"), CultureInfo.InvariantCulture, out int seed)
        ? seed
        : Random.Shared.Next();

    public int Count { get; private set; }

    /// <summary>Until the story is over.</summary>
    /// <param name="most">Kills; afterwards the host lives.</param>
    /// <param name="longest">From the write to the kill, in every second case.</param>
    /// <param name="strides">Writes between one kill and the next at most, in turn: to a table, or, where none is named, to any.</param>
    public async Task DuringAsync(Task story, int most, TimeSpan longest, params IReadOnlyList<(string Table, int Writes)> strides)
    {
        for (; Count < most; Count++)
        {
            (string table, int writes) = strides[Count % strides.Count];
            TimeSpan later = _random.Next(2) == 0 ? TimeSpan.Zero : longest * _random.NextDouble();
            storage.StrikeAfter(_random.Next(1, writes + 1), host.Kill, later, table);
            if (!await storage.StrikesBeforeEndOfAsync(story))
            {
                break;
            }

            await host.RestartAsync();
        }

        await story;
    }
}
