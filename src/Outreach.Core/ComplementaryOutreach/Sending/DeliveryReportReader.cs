using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;

namespace Outreach.Core.ComplementaryOutreach.Sending;

/// <summary>A line of a delivery report; without a report where it is none.</summary>
public readonly record struct DeliveryLine(long Number, DeliveryReport? Report);

/// <summary>Reads a delivery report line by line, in bounded memory: `message_id,status[,at]`; see docs/formats.md.</summary>
public sealed class DeliveryReportReader : IDisposable
{
    /// <summary>Longer than any line of three such columns.</summary>
    private const int LongestLine = 200;

    private readonly CsvReader _reader;
    private bool _malformed;

    /// <param name="report">At most <see cref="ReportDeliveriesHandler.LargestReport"/> bytes; the caller sees to that.</param>
    public DeliveryReportReader(Stream report) => _reader = CsvReader.Create(report, new CsvReaderOptions
    {
        Separator = ',',
        HasHeader = false,
        Encoding = Encoding.UTF8,
        TrimWhitespace = true,
        TrackLineNumbers = true,
        IncludeValuesInExceptions = false,
        AllowLineBreaksInQuotes = false,
        OnMalformedRecord = _ => _malformed = true,
    });

    public async Task<bool> ReadHeaderAsync(CancellationToken cancellationToken) =>
        await _reader.ReadAsync(cancellationToken) && _reader.FieldCount is 2 or 3
        && Is(0, "message_id") && Is(1, "status") && (_reader.FieldCount == 2 || Is(2, "at"));

    /// <summary>Every line after the header that is not blank. What it says of time is not kept.</summary>
    public async IAsyncEnumerable<DeliveryLine> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await AdvanceAsync(cancellationToken))
        {
            yield return new DeliveryLine(_reader.LineNumber, Parse());
        }
    }

    public void Dispose() => _reader.Dispose();

    private ValueTask<bool> AdvanceAsync(CancellationToken cancellationToken)
    {
        _malformed = false;
        return _reader.ReadAsync(cancellationToken);
    }

    private bool Is(int column, string name) => string.Equals(_reader.GetString(column).TrimStart('\uFEFF'), name, StringComparison.OrdinalIgnoreCase);

    private DeliveryReport? Parse()
    {
        if (_malformed || _reader.RawRecord.Length > LongestLine || _reader.FieldCount is not (2 or 3))
        {
            return null;
        }

        string id = _reader.GetString(0);
        DeliveryState? state = _reader.GetString(1).ToUpperInvariant() switch
        {
            "DELIVERED" => DeliveryState.Delivered,
            "UNDELIVERED" => DeliveryState.Undelivered,
            _ => null,
        };
        return RandomId.IsWellFormed(id) && state is { } known ? new DeliveryReport(new MessageId(id), known) : null;
    }
}
