using Microsoft.AspNetCore.Http;
using Outreach.Core;
using Outreach.Core.ComplementaryOutreach;
using Outreach.Core.ComplementaryOutreach.Exceptions;
using Outreach.Functions.Http;

namespace Outreach.Functions.ComplementaryOutreach;

/// <summary>Answers with an exception and how much of it is used.</summary>
public sealed class OutreachExceptionAnswers(ReadExceptionsHandler handler, TimeProvider time)
{
    public async Task<IResult> OneAsync(Result<OutreachException> exception, HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return exception.Succeeded
            ? Answer(OutreachExceptionAnswer.Of(await handler.ViewAsync(exception.Value, cancellationToken), time.GetUtcNow()), request)
            : Problems.From(exception.Failure, request);
    }

    public async Task<IResult> AllAsync(string campaign, HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Result<IReadOnlyList<ExceptionView>> all = await handler.ListAsync(campaign, cancellationToken);
        return all.Succeeded
            ? Answer(new OutreachExceptionsAnswer([.. all.Value.Select(view => OutreachExceptionAnswer.Of(view, time.GetUtcNow()))]), request)
            : Problems.From(all.Failure, request);
    }

    private static IResult Answer<T>(T answer, HttpRequest request) => Answers.NoStore(Results.Json(answer), request.HttpContext.Response);
}
