using Microsoft.AspNetCore.Http;
using Outreach.Core;
using Outreach.Core.ComplementaryOutreach.Messages;
using Outreach.Functions.Http;

namespace Outreach.Functions.ComplementaryOutreach.Messages;

/// <summary>Reads templates from bodies: the longest words of three channels in two languages are larger than other bodies.</summary>
internal static class TemplateBodies
{
    public const int Largest = 96 * 1024;

    public static Task<Result<TemplateBody>> ReadAsync(HttpRequest request, CancellationToken cancellationToken) =>
        JsonBody.ReadAsync<TemplateBody>(request, Largest, cancellationToken);
}
