using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Outreach.Core.Register.Import;
using Outreach.Core.Register.Runs;
using Outreach.Functions.Http;

namespace Outreach.Functions.Register.Runs;

/// <summary>Why an import did not load.</summary>
public sealed record ImportFailureAnswer(string Code, string Detail);

/// <summary>How an import stands.</summary>
/// <param name="State">`reading`, `matching`, `loading`, `completing`; at its end `completed`, `unchanged`, `refused`, `superseded`, `cancelled` or `failed`.</param>
/// <param name="Percent">Of the phase it is in.</param>
/// <param name="ExtractDestroyedAt">When extract and parts were read back as gone.</param>
/// <param name="Rejected">Where the report of lines with faults is, while there is one.</param>
public sealed record ImportAnswer(
    string ImportId,
    string Extract,
    string Kind,
    string State,
    int Percent,
    long Rows,
    RegisterImportCounts Counts,
    double? RowsPerSecond,
    double? SecondsLeft,
    int? Generation,
    string? Sha256,
    ImportFailureAnswer? Failure,
    DateTimeOffset AskedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? ExtractDestroyedAt,
    string? Rejected);

/// <summary>How imports are answered: the asynchronous pattern that list requests have too.</summary>
internal static class ImportAnswers
{
    private const string RetrySeconds = "2";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static string Address(ImportRun run) => $"/api/campaigns/{run.Campaign.Value}/register/imports/{run.Id.Value}";

    public static IResult Accepted(ImportRun run, HttpResponse response)
    {
        response.Headers.ContentLocation = Address(run);
        response.Headers.RetryAfter = RetrySeconds;
        return Answers.NoStore(Results.Json(new { ImportId = run.Id.Value, StatusUrl = Address(run) }, Json, statusCode: StatusCodes.Status202Accepted), response);
    }

    public static IResult Status(ImportStatus status, HttpRequest request)
    {
        HttpResponse response = request.HttpContext.Response;
        ImportAnswer answer = Answer(status, Languages.PrefersFrench(request));
        if (status.Run.IsOver)
        {
            return Answers.NoStore(Results.Json(answer, Json), response);
        }

        response.Headers["X-Progress"] = string.Create(CultureInfo.InvariantCulture, $"{answer.State} {answer.Percent}%");
        response.Headers.RetryAfter = RetrySeconds;
        return Answers.NoStore(Results.Json(answer, Json, statusCode: StatusCodes.Status202Accepted), response);
    }

    private static ImportAnswer Answer(ImportStatus status, bool french)
    {
        ImportRun run = status.Run;
        return new ImportAnswer(
            run.Id.Value, run.Extract, Lower(run.Kind), Lower(run.State), status.Percent, status.Rows, status.Counts, status.RowsPerSecond, status.SecondsLeft,
            run.Generation == 0 ? null : run.Generation,
            run.Sha256.Length == 0 ? null : run.Sha256,
            run.Fault is { } fault ? new ImportFailureAnswer(fault.Code, french ? fault.French : fault.English) : null,
            run.AskedAt, run.EndedAt, run.RemainsGoneAt,
            run is { IsOver: true, Attempt.Length: > 0, RejectedGoneAt: null } ? Address(run) + "/rejected" : null);
    }

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
