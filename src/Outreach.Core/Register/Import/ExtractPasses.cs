using System.Globalization;
using System.Runtime.CompilerServices;

namespace Outreach.Core.Register.Import;

/// <summary>The file is no longer what was judged.</summary>
public sealed class ExtractChangedException() : Exception("The extract changed while it was read.");

/// <summary>The readings of one extract: to judge it as a whole, then to load it.</summary>
internal sealed class ExtractPasses(RegisterImportRequest request, RegisterPolicy policy, DateOnly today)
{
    private const int ProgressEvery = 1_000;

    /// <summary>Judges every line and reports every fault; nothing is written.</summary>
    public async Task<Result<ExtractInspection>> JudgeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await JudgeLinesAsync(cancellationToken);
        }
        catch (ExtractEncodingException)
        {
            return RegisterFailures.NotUtf8;
        }
        catch (ExtractRefusedException refused)
        {
            return refused.Failure;
        }
        catch (ExtractChangedException)
        {
            return RegisterFailures.FileChanged;
        }
    }

    /// <summary>The rows to load.</summary>
    /// <exception cref="ExtractChangedException">The file is not the one that was judged: what was read must not become visible.</exception>
    public async IAsyncEnumerable<ExtractRow> ReadAsync(
        ExtractInspection judged, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long rows = 0;
        await foreach (JudgedLine line in ReadAgainAsync(judged, cancellationToken))
        {
            if (line.Row is { } row && !judged.Duplicates.Contains(Fingerprint(row)))
            {
                yield return row;
            }

            Tell(RegisterImportPhase.Loading, ++rows, judged.Counts.Refused);
        }
    }

    private async Task<Result<ExtractInspection>> JudgeLinesAsync(CancellationToken cancellationToken)
    {
        Result<RegisterExtract> opened = await OpenAsync(cancellationToken);
        if (!opened.Succeeded)
        {
            return opened.Failure!;
        }

        using RegisterExtract extract = opened.Value;
        ExtractTally tally = new();
        await foreach (JudgedLine line in extract.ReadAsync(cancellationToken))
        {
            Report(line);
            tally.Count(line, line.Row is null ? null : Fingerprint(line.Row));
            if (tally.Rows > policy.MaxRows)
            {
                return RegisterFailures.TooManyRows;
            }

            Tell(RegisterImportPhase.Judging, tally.Rows, tally.Refused);
        }

        ExtractInspection judged = tally.Close(extract.Sha256);
        await ReportDuplicatesAsync(judged, cancellationToken);
        return judged;
    }

    /// <remarks>Which lines a person stands on is only known after the last one: they are looked up in another reading, and only when there are any.</remarks>
    private async Task ReportDuplicatesAsync(ExtractInspection judged, CancellationToken cancellationToken)
    {
        if (judged.Duplicates.Count == 0)
        {
            return;
        }

        await foreach (JudgedLine line in ReadAgainAsync(judged, cancellationToken))
        {
            if (line.Row is { } row && judged.Duplicates.Contains(Fingerprint(row)))
            {
                request.Report(new RowFault(line.Number, RowReason.DuplicatePerson));
            }
        }
    }

    private async IAsyncEnumerable<JudgedLine> ReadAgainAsync(
        ExtractInspection judged, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Result<RegisterExtract> opened = await OpenAsync(cancellationToken);
        if (!opened.Succeeded)
        {
            throw new ExtractChangedException();
        }

        using RegisterExtract extract = opened.Value;
        await foreach (JudgedLine line in extract.ReadAsync(cancellationToken))
        {
            yield return line;
        }

        if (extract.Sha256 != judged.Sha256)
        {
            throw new ExtractChangedException();
        }
    }

    private Task<Result<RegisterExtract>> OpenAsync(CancellationToken cancellationToken) =>
        RegisterExtract.OpenAsync(request.OpenExtract(), policy, today, cancellationToken);

    private ulong Fingerprint(ExtractRow row) =>
        ulong.Parse(request.Secret.For(row.Person.Id).Value.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private void Report(JudgedLine line)
    {
        if (line.Refusal is { } refusal)
        {
            request.Report(new RowFault(line.Number, refusal));
        }

        foreach (RowReason remark in line.Row?.Remarks ?? [])
        {
            request.Report(new RowFault(line.Number, remark));
        }
    }

    private void Tell(RegisterImportPhase phase, long rows, long refused)
    {
        if (rows % ProgressEvery == 0)
        {
            request.Progress.Report(new RegisterImportProgress(phase, rows, refused));
        }
    }
}
