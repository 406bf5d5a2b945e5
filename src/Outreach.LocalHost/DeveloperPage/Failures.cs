using Microsoft.AspNetCore.Http;

namespace Outreach.LocalHost.DeveloperPage;

/// <summary>Why the developer's page does not do what it was asked, and what to do about it.</summary>
internal sealed record PageFailure(string Code, int Status, string Title, string Detail)
{
    /// <summary>As problem details (RFC 9457).</summary>
    public IResult ToResult() => Results.Problem(
        Detail, statusCode: Status, title: Title, type: $"urn:outreach:problem:{Code}", extensions: [new("code", Code)]);
}

/// <summary>Everything the developer's page refuses; a sentence never quotes what was sent.</summary>
internal static class Failures
{
    private const string Wrong = "The request is not valid";
    private const string NotAllowed = "Not allowed";
    private const string NotNow = "Not possible in the present state";

    public static PageFailure ForeignHost { get; } = new(
        "dev.foreign-host", StatusCodes.Status403Forbidden, NotAllowed, "The developer's page answers only under 127.0.0.1 or localhost, with the port that the host printed.");

    public static PageFailure ForeignSite { get; } = new(
        "dev.foreign-site", StatusCodes.Status403Forbidden, NotAllowed, "Another site asked for this: the developer's page answers only its own page.");

    public static PageFailure Unproven { get; } = new(
        "dev.unproven-caller",
        StatusCodes.Status403Forbidden,
        NotAllowed,
        $"A change needs Sec-Fetch-Site: same-origin or the host's own Origin, as the page sends them; a script sends the header {CallerPolicy.Header} instead.");

    public static PageFailure NoSuchPage { get; } = new("dev.no-such-page", StatusCodes.Status404NotFound, "Not found", "The developer's page has no such file.");

    public static PageFailure NoSuchInstance { get; } = new(
        "dev.no-such-instance", StatusCodes.Status404NotFound, "Not found", "The task hub holds no orchestration with this instance id; it may have been purged.");

    public static PageFailure NoSuchTimer { get; } = new("dev.no-such-timer", StatusCodes.Status404NotFound, "Not found", "No timer function has this name.");

    public static PageFailure PayloadNotJson(long line, long place) => new(
        "dev.payload-malformed",
        StatusCodes.Status400BadRequest,
        Wrong,
        $"The payload is not JSON: look at line {line}, byte {place}. A text needs quotation marks; without a payload leave it empty.");

    public static PageFailure PayloadMediaType { get; } = new(
        "dev.payload-media-type", StatusCodes.Status415UnsupportedMediaType, "Wrong media type", "A payload is sent as application/json.");

    public static PageFailure PayloadTooLarge(int bytes) => new(
        "dev.payload-too-large", StatusCodes.Status413PayloadTooLarge, "Too large", $"A payload has at most {bytes / 1024} KiB here.");

    public static PageFailure Missing(string parameter) => new(
        "dev.parameter-missing", StatusCodes.Status400BadRequest, Wrong, $"The parameter {parameter} is missing.");

    public static PageFailure NotANumber(string parameter, int least, int most) => new(
        "dev.parameter-invalid", StatusCodes.Status400BadRequest, Wrong, $"The parameter {parameter} is a whole number from {least} to {most}.");

    public static PageFailure UnknownStatus(IEnumerable<string> known) => new(
        "dev.status-unknown", StatusCodes.Status400BadRequest, Wrong, $"A status is one of {string.Join(", ", known)}.");

    public static PageFailure StaleContinuation { get; } = new(
        "dev.continuation-invalid", StatusCodes.Status400BadRequest, Wrong, "This continuation is none that the list gave. Begin at the first page again.");

    public static PageFailure IsOver(string status) => new(
        "dev.instance-over", StatusCodes.Status409Conflict, NotNow, $"The orchestration is over ({status}): it takes no events and cannot be suspended, resumed or terminated.");

    public static PageFailure NotNowWhile(string status) => new(
        "dev.instance-state", StatusCodes.Status409Conflict, NotNow, $"The orchestration is {status}: only what runs can be suspended, and only what is suspended resumed.");

    public static PageFailure NotOver(string status) => new(
        "dev.instance-not-over", StatusCodes.Status409Conflict, NotNow, $"The orchestration is not over ({status}): only what is over can be purged. Terminate it first.");

    public static PageFailure StorageAway { get; } = new(
        "dev.storage-unavailable", StatusCodes.Status503ServiceUnavailable, "Try again later", "The task hub's storage did not answer.");
}
