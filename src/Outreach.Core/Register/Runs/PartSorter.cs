using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using Outreach.Core.Access;
using Outreach.Core.Campaigns;
using Outreach.Core.Register.Import;

namespace Outreach.Core.Register.Runs;

/// <summary>Sorts good rows into parts, and lines with faults into their report; memory depends on the number of parts alone.</summary>
internal sealed class PartSorter
{
    /// <summary>A person's name and line: 16 bytes and 8.</summary>
    public const int PersonLength = 24;

    private const int RowsPiece = 128 * 1024;
    private const int PeoplePiece = 48 * 1024;

    private readonly ImportRun _run;
    private readonly CampaignSecret _secret;
    private readonly PartLayout _layout;
    private readonly PractitionerNames _names;
    private readonly SealedFileWriter[] _rows;
    private readonly SealedFileWriter[] _people;
    private readonly FaultLines _faults;

    /// <param name="run">With the attempt under whose name this one writes.</param>
    public PartSorter(IImportBlobs blobs, ImportRun run, CampaignSecret secret, Pseudonyms pseudonyms)
    {
        _run = run;
        _secret = secret;
        _layout = new PartLayout(run);
        _names = new PractitionerNames(pseudonyms, run.Campaign);
        _rows = [.. Enumerable.Range(0, run.Parts).Select(part => Open(_layout.Rows(part), RowsPiece))];
        _people = [.. Enumerable.Range(0, run.Parts).Select(part => Open(_layout.People(part), PeoplePiece))];
        _faults = new FaultLines(blobs.Create(ImportPlace.Rejected, _layout.Lines));

        SealedFileWriter Open(string name, int size) => new(blobs.Create(ImportPlace.Parts, name), secret.ImportKey, name, size);
    }

    public async ValueTask AddAsync(JudgedLine line, CancellationToken cancellationToken)
    {
        foreach (RowReason reason in line.Refusal is { } refusal ? [refusal] : line.Row?.Remarks ?? [])
        {
            await _faults.AddAsync(new RowFault(line.Number, reason), cancellationToken);
        }

        if (line.Row is not { } row)
        {
            return;
        }

        PatientRef person = _secret.For(row.Person.Id);
        await AddPersonAsync(person, line.Number, cancellationToken);
        PractitionerRef[] doctors = [.. row.TreatingDoctors.Select(_names.Of)];
        foreach ((int part, PractitionerRef[] some) in Divide(person, row.Person, doctors))
        {
            Write(_rows[part].Piece, PartRow.From(line.Number, row.Person, some));
            await _rows[part].RecordedAsync(cancellationToken);
        }
    }

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        foreach (SealedFileWriter file in _rows.Concat(_people))
        {
            await file.CompleteAsync(cancellationToken);
        }

        await _faults.CompleteAsync(cancellationToken);
    }

    public Task AbandonAsync() => Task.WhenAll(_rows.Concat(_people).Select(file => file.AbandonAsync()));

    /// <remarks>A delta's person is applied as a whole, in one place; a full import's stands with each doctor.</remarks>
    private IEnumerable<(int Part, PractitionerRef[] Doctors)> Divide(PatientRef name, InsuredPerson person, PractitionerRef[] doctors) => (_run.Kind, doctors) switch
    {
        (ImportKind.Delta, _) => [(_layout.Of(name), doctors)],
        (_, []) => [(_layout.OfDepartment(person.Department), doctors)],
        (_, [{ } one]) => [(_layout.Of(one), doctors)],
        _ => doctors.GroupBy(_layout.Of).Select(some => (some.Key, some.ToArray())),
    };

    private ValueTask AddPersonAsync(PatientRef person, long line, CancellationToken cancellationToken)
    {
        SealedFileWriter file = _people[_layout.Of(person)];
        Span<byte> record = file.Piece.GetSpan(PersonLength);
        Convert.FromHexString(person.Value, record, out _, out _);
        BinaryPrimitives.WriteInt64LittleEndian(record[16..], line);
        file.Piece.Advance(PersonLength);
        return file.RecordedAsync(cancellationToken);
    }

    private static void Write(IBufferWriter<byte> piece, PartRow row)
    {
        using (Utf8JsonWriter json = new(piece))
        {
            JsonSerializer.Serialize(json, row, PartRowJson.Default.PartRow);
        }

        piece.Write("\n"u8);
    }
}

/// <summary>A doctor stands on about a thousand rows: each name is made once, for as many doctors as a country has.</summary>
internal sealed class PractitionerNames(Pseudonyms pseudonyms, CampaignId campaign)
{
    private const int Most = 200_000;

    private readonly Dictionary<PractitionerId, PractitionerRef> _names = [];

    public PractitionerRef Of(PractitionerId doctor)
    {
        if (!_names.TryGetValue(doctor, out PractitionerRef name))
        {
            if (_names.Count == Most)
            {
                _names.Clear();
            }

            name = pseudonyms.For(campaign, doctor);
            _names.Add(doctor, name);
        }

        return name;
    }
}
