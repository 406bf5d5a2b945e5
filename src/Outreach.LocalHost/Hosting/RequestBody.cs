using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Outreach.LocalHost.Hosting;

/// <summary>The body of a request as the type that a `[FromBody]` parameter asks for, read by MVC's formatters as the worker does.</summary>
internal static class RequestBody
{
    /// <exception cref="InvalidOperationException">There is no body, it is of another content type, or it cannot be read. The worker fails in all three cases, and the caller gets a 500.</exception>
    public static async Task<object?> ReadAsync(HttpContext http, Type type)
    {
        MvcOptions options = http.RequestServices.GetRequiredService<IOptions<MvcOptions>>().Value;
        var state = new ModelStateDictionary();
        var context = new InputFormatterContext(
            http,
            modelName: "",
            state,
            http.RequestServices.GetRequiredService<IModelMetadataProvider>().GetMetadataForType(type),
            static (stream, encoding) => new HttpRequestStreamReader(stream, encoding ?? Encoding.UTF8));
        IInputFormatter formatter = options.InputFormatters.FirstOrDefault(one => one.CanRead(context))
            ?? throw new InvalidOperationException("No formatter reads a body of this content type.");
        InputFormatterResult result = await formatter.ReadAsync(context);
        return result is { HasError: false, IsModelSet: true } ? result.Model : throw new InvalidOperationException("The body is missing, or cannot be read.");
    }
}
