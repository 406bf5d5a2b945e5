using System.Globalization;
using CsvHelper;
using Microsoft.AspNetCore.Http;
using Outreach.Core.Register.Import;
using Outreach.Core.Register.Runs;
using Outreach.Functions.Http;

namespace Outreach.Functions.Register.Runs;

/// <summary>The report of lines with faults as it is downloaded: CSV (RFC 4180), UTF-8, sentences in the caller's language.</summary>
internal static class RejectedLinesFile
{
    private static readonly string[] Header = ["line", "column", "code", "sentence"];

    public static IResult Answer(RejectedLines lines, HttpRequest request)
    {
        bool french = Languages.PrefersFrench(request);
        HttpResponse response = request.HttpContext.Response;
        response.Headers.ContentLanguage = french ? "fr" : "en";
        response.Headers.Vary = "Accept-Language";
        return Answers.NoStore(
            Results.Stream(file => WriteAsync(file, lines, french, request.HttpContext.RequestAborted), "text/csv; charset=utf-8", "rejected.csv"), response);
    }

    private static async Task WriteAsync(Stream file, RejectedLines lines, bool french, CancellationToken cancellationToken)
    {
        await using var writer = CsvWriter.Create(file, new CsvWriterOptions { Separator = ';' }, leaveOpen: true);
        await writer.WriteRecordAsync(Header, cancellationToken);
        await foreach (RowFault fault in lines.Faults.WithCancellation(cancellationToken))
        {
            string[] record =
                [fault.Line.ToString(CultureInfo.InvariantCulture), fault.Reason.Column, fault.Reason.Code, french ? fault.Reason.French : fault.Reason.Sentence];
            await writer.WriteRecordAsync(record, cancellationToken);
        }

        await writer.FlushAsync(cancellationToken);
    }
}
