using System.Globalization;
using Microsoft.AspNetCore.Http;
using Outreach.Core;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Planning;
using Outreach.Functions.Http;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>How waves are answered: the asynchronous pattern of the list requests (202, Content-Location, Retry-After, X-Progress).</summary>
internal static class WaveAnswers
{
    public const string KeyHeader = "Idempotency-Key";

    private const string RetrySeconds = "5";

    /// <summary>Of the caller's own choice, the same for each repetition of a call; null when there is not exactly one.</summary>
    public static string? KeyOf(HttpRequest request) => request.Headers[KeyHeader] is [{ } key] ? key : null;

    /// <summary>A wave that was planned or changed: 202 while something follows, 200 when nothing does.</summary>
    public static IResult Changed(Result<Wave> wave, HttpRequest request)
    {
        if (!wave.Succeeded)
        {
            return Problems.From(wave.Failure, request);
        }

        HttpResponse response = request.HttpContext.Response;
        IHeaderDictionary headers = response.Headers;
        headers.ContentLocation = WaveAnswer.Address(wave.Value);
        bool over = WaveTransitions.IsOver(wave.Value.State);
        if (!over)
        {
            headers.RetryAfter = RetrySeconds;
        }

        return Answers.NoStore(
            Results.Json(WaveAnswer.Of(new WaveView(wave.Value, wave.Value.Tally)), statusCode: over ? StatusCodes.Status200OK : StatusCodes.Status202Accepted), response);
    }

    /// <summary>A wave as it is; while it is being counted, with how many of its shares are.</summary>
    public static IResult One(WaveView view, RunWaveStatus? status, HttpRequest request)
    {
        HttpResponse response = request.HttpContext.Response;
        IHeaderDictionary headers = response.Headers;
        if (view.Wave.State is WaveState.Previewing or WaveState.Running or WaveState.Reconciling or WaveState.Cancelling)
        {
            headers.RetryAfter = RetrySeconds;
        }

        if (view.Wave.State == WaveState.Previewing)
        {
            headers["X-Progress"] = status is { Stage: "previewing", Shards: > 0 }
                ? string.Create(CultureInfo.InvariantCulture, $"previewing {status.Done}/{status.Shards}")
                : "queued";
        }

        return Answers.NoStore(Results.Json(WaveAnswer.Of(view)), response);
    }
}
