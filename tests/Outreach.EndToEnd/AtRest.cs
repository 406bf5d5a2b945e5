using System.Text;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace Outreach.EndToEnd;

/// <summary>What a host has left behind, and a search in it that says where and never what.</summary>
internal static class AtRest
{
    /// <summary>All tables of the emulator, in one file.</summary>
    public const string TablesFile = "__azurite_db_table__.json";

    /// <summary>The emulator's files, and what the host printed.</summary>
    public static IEnumerable<(string Name, byte[] Content)> Everything(HostProcess host)
    {
        string storage = Path.Combine(host.Folder.Path, "azurite");
        string[] files = Directory.GetFiles(storage, "*", SearchOption.AllDirectories);
        if (files.Length <= 3)
        {
            throw new InvalidOperationException("The storage folder is not where this looks.");
        }

        return files
            .Select(file => (Path.GetRelativePath(storage, file), Read(file)))
            .Append(("what the host printed", Encoding.UTF8.GetBytes(host.Output)));
    }

    /// <summary>Says where, and never what.</summary>
    public static IEnumerable<string> Found(string place, byte[] content, IReadOnlyList<string> canaries, IReadOnlyList<byte[]> keys)
    {
        foreach ((int index, string canary) in canaries.Index())
        {
            if (content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(canary)) >= 0)
            {
                yield return $"canary {index} in {place}";
            }
        }

        foreach ((int index, byte[] key) in keys.Index())
        {
            if (content.AsSpan().IndexOf(key) >= 0)
            {
                yield return $"key {index} in {place}";
            }
        }
    }

    /// <summary>Every row of every table, the task hub's among them.</summary>
    public static async Task<List<(string Table, TableEntity Row)>> RowsAsync(TableServiceClient tables)
    {
        List<(string, TableEntity)> rows = [];
        await foreach (TableItem table in tables.QueryAsync())
        {
            await foreach (TableEntity row in tables.GetTableClient(table.Name).QueryAsync<TableEntity>())
            {
                rows.Add((table.Name, row));
            }
        }

        return rows;
    }

    /// <summary>What stands in the columns beside the key.</summary>
    public static IEnumerable<byte[]> ValuesOf(TableEntity row) => row
        .Where(column => column.Key is not (nameof(ITableEntity.PartitionKey) or nameof(ITableEntity.RowKey)))
        .Select(column => column.Value as byte[] ?? Encoding.UTF8.GetBytes($"{column.Value}"));

    /// <summary>The emulator has its files open.</summary>
    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
