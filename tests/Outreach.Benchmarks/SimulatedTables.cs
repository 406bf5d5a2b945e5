using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Web;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace Outreach.Benchmarks;

/// <summary>Table storage in this process, behind the real client: it answers reads as Azure does, a thousand rows at a time, without Azure's limits and without a network.</summary>
/// <remarks>A table without rows answers any question with none. Keys are in memory and contents in a file, so that the simulator's own memory does not hide the product's.</remarks>
internal sealed partial class SimulatedTables : HttpMessageHandler
{
    private const int RowsPerAnswer = 1_000;

    private static readonly byte[] Missing = """{"odata.error":{"code":"ResourceNotFound","message":{"lang":"en-US","value":"The specified resource does not exist."}}}"""u8.ToArray();

    private readonly Dictionary<string, Partition> _partitions = new(StringComparer.Ordinal);
    private readonly FileStream _contents = new(
        Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 20, FileOptions.DeleteOnClose);

    private long _end;
    private long _calls;

    /// <summary>Requests so far.</summary>
    public long Calls => _calls;

    public TableServiceClient Open() => new(
        new Uri("https://simulated.table.core.windows.net"),
        new TableSharedKeyCredential("simulated", Convert.ToBase64String(new byte[32])),
        new TableClientOptions { Transport = new HttpClientTransport(this) });

    /// <summary>Keeps a row; one whose content is null can be listed only.</summary>
    public void Put(string table, string partition, string row, string column, string? content)
    {
        byte[] bytes = content is null ? [] : JsonEncodedText.Encode(content).EncodedUtf8Bytes.ToArray();
        string name = $"{table}/{partition}";
        lock (_partitions)
        {
            if (!_partitions.TryGetValue(name, out Partition? rows))
            {
                _partitions.Add(name, rows = new Partition(partition, column));
            }

            rows.Rows.Add(new Row(row, content is null ? -1 : _end, bytes.Length));
            _contents.Write(bytes);
            _end += bytes.Length;
        }
    }

    /// <summary>Before the first read.</summary>
    public void Seal()
    {
        _contents.Flush();
        foreach (Partition partition in _partitions.Values)
        {
            partition.Rows.Sort(Partition.ByKey);
        }
    }

    /// <summary>Partitions of a table, each with its rows and their contents.</summary>
    public IEnumerable<(string Partition, IEnumerable<(string Row, string Content)> Rows)> Contents(string table) => _partitions
        .Where(partition => partition.Key.StartsWith(table + "/", StringComparison.Ordinal))
        .Select(partition => (partition.Value.Key, partition.Value.Rows.Select(row => (row.Key, Encoding.UTF8.GetString(Read(row))))));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        string path = Uri.UnescapeDataString(request.RequestUri!.AbsolutePath);
        string table = path[1..path.IndexOf('(', StringComparison.Ordinal)];
        HttpResponseMessage answer = (request.Method.Method, path.Split('\'')) switch
        {
            ("GET", [_, { } partition, _, { } row, _]) => One(table, partition, row),
            ("GET", [_]) => Some(table, request.RequestUri.Query),
            _ => throw new NotSupportedException($"{request.Method} {path}"),
        };
        answer.RequestMessage = request;
        return Task.FromResult(answer);
    }

    protected override void Dispose(bool disposing)
    {
        _contents.Dispose();
        base.Dispose(disposing);
    }

    private HttpResponseMessage One(string table, string partition, string key)
    {
        if (!_partitions.TryGetValue($"{table}/{partition}", out Partition? found) || found.Find(key) is not { } row)
        {
            return Answer(HttpStatusCode.NotFound, Missing);
        }

        using var body = new MemoryStream(row.Length + 300);
        Write(body, found, row, keysAlone: false);
        return Answer(HttpStatusCode.OK, body.ToArray());
    }

    private HttpResponseMessage Some(string table, string query)
    {
        if (!_partitions.Keys.Any(name => name.StartsWith(table + "/", StringComparison.Ordinal)))
        {
            return Answer(HttpStatusCode.OK, """{"value":[]}"""u8.ToArray());
        }

        var parameters = HttpUtility.ParseQueryString(query);
        Match filter = Range().Match(parameters["$filter"] ?? "");
        if (!filter.Success)
        {
            throw new NotSupportedException(parameters["$filter"]);
        }

        int most = parameters["$top"] is { } top ? Math.Min(int.Parse(top, System.Globalization.CultureInfo.InvariantCulture), RowsPerAnswer) : RowsPerAnswer;
        _partitions.TryGetValue($"{table}/{filter.Groups["partition"].Value}", out Partition? partition);
        List<Row> rows = partition?.Rows ?? [];
        int next = partition?.FirstFrom(parameters["NextRowKey"] ?? filter.Groups["first"].Value) ?? 0;
        using var body = new MemoryStream();
        body.Write("""{"value":["""u8);
        for (int i = 0; next < rows.Count && i < most && IsWithin(rows[next].Key, filter); i++, next++)
        {
            body.Write(i == 0 ? ""u8 : ","u8);
            Write(body, partition!, rows[next], keysAlone: parameters["$select"] is not null);
        }

        body.Write("]}"u8);
        HttpResponseMessage answer = Answer(HttpStatusCode.OK, body.ToArray());
        if (next < rows.Count && IsWithin(rows[next].Key, filter))
        {
            answer.Headers.Add("x-ms-continuation-NextPartitionKey", partition!.Key);
            answer.Headers.Add("x-ms-continuation-NextRowKey", rows[next].Key);
        }

        return answer;
    }

    private static bool IsWithin(string key, Match filter) =>
        string.CompareOrdinal(key, filter.Groups["end"].Value) < (filter.Groups["to"].Value == "le" ? 1 : 0);

    private void Write(MemoryStream body, Partition partition, Row row, bool keysAlone)
    {
        body.Write(Encoding.UTF8.GetBytes($$"""{"odata.etag":"W/\"datetime'2026-11-25T00%3A00%3A00.0000000Z'\"","PartitionKey":"{{partition.Key}}","RowKey":"{{row.Key}}" """));
        if (!keysAlone)
        {
            body.Write(Encoding.UTF8.GetBytes($",\"Timestamp\":\"2026-11-25T00:00:00.0000000Z\",\"{partition.Column}\":\""));
            body.Write(Read(row));
            body.WriteByte((byte)'"');
        }

        body.WriteByte((byte)'}');
    }

    private byte[] Read(Row row)
    {
        if (row.Offset < 0)
        {
            throw new InvalidOperationException("A row was read whose content is not there.");
        }

        byte[] content = new byte[row.Length];
        return RandomAccess.Read(_contents.SafeFileHandle, content, row.Offset) == content.Length ? content : throw new EndOfStreamException();
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, byte[] body)
    {
        var answer = new HttpResponseMessage(status) { Content = new ByteArrayContent(body) };
        answer.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json;odata=minimalmetadata;streaming=true;charset=utf-8");
        return answer;
    }

    [GeneratedRegex("^PartitionKey eq '(?<partition>[^']*)' and RowKey ge '(?<first>[^']*)' and RowKey (?<to>lt|le) '(?<end>[^']*)'$", RegexOptions.None, 1000)]
    private static partial Regex Range();

    /// <param name="Offset">Of its content in the file; -1 where it has none.</param>
    private readonly record struct Row(string Key, long Offset, int Length);

    private sealed class Partition(string key, string column)
    {
        public static Comparer<Row> ByKey { get; } = Comparer<Row>.Create(static (one, other) => string.CompareOrdinal(one.Key, other.Key));

        public string Key => key;

        public string Column => column;

        public List<Row> Rows { get; } = [];

        public Row? Find(string row) => FirstFrom(row) is var index && index < Rows.Count && Rows[index].Key == row ? Rows[index] : null;

        public int FirstFrom(string row)
        {
            int index = Rows.BinarySearch(new Row(row, 0, 0), ByKey);
            return index < 0 ? ~index : index;
        }
    }
}
