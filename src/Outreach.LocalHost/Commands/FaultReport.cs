using Outreach.Core.Register.Import;

namespace Outreach.LocalHost.Commands;

/// <summary>Every fault of an extract in a file (line, code, sentence), made when there is a first one; the first few are kept to be shown.</summary>
/// <remarks>A report of an earlier run is removed, so that a report always belongs to the last one.</remarks>
internal sealed class FaultReport : IAsyncDisposable
{
    private const int Shown = 10;

    private readonly List<RowFault> _first = [];
    private StreamWriter? _writer;

    public FaultReport(FileInfo file)
    {
        File = file;
        file.Delete();
    }

    public FileInfo File { get; }

    public long Count { get; private set; }

    public IReadOnlyList<RowFault> First => _first;

    public void Add(RowFault fault)
    {
        if (_writer is null)
        {
            _writer = File.CreateText();
            _writer.WriteLine("line;code;sentence");
        }

        // Sentences are ours and hold neither quotes nor the separator.
        _writer.WriteLine($"{fault.Line};{fault.Reason.Code};{fault.Reason.Sentence.Replace(';', ',')}");
        Count++;
        if (_first.Count < Shown)
        {
            _first.Add(fault);
        }
    }

    public Task FlushAsync() => _writer?.FlushAsync() ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_writer is not null)
        {
            await _writer.DisposeAsync();
        }
    }
}
