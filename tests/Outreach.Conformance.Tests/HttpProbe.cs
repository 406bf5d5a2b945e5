using System.Net;

namespace Outreach.Conformance.Tests;

/// <summary>A request, and what every host answers to it.</summary>
/// <param name="Source">Where that is said or seen: a file of the Functions host, of its extensions, or of the worker.</param>
/// <param name="Text">The body; null where it does not matter.</param>
public sealed record HttpProbe(string Method, string Path, HttpStatusCode Status, string? Text, string Source)
{
    private const string Router = "azure-webjobs-sdk-extensions: WebJobsRouteBuilder.cs; azure-functions-host: WebScriptHostHttpRoutesManager.cs";
    private const string Converters = "azure-functions-dotnet-worker: DotNetWorker.Core/Converters, DefaultFunctionInputBindingFeature.cs";
    private const string Proxying = "azure-functions-dotnet-worker: Worker.Extensions.Http.AspNetCore/FunctionsHttpProxyingMiddleware.cs";
    private const string Keys = "azure-functions-host: FunctionInvocationMiddleware.cs, AuthUtility.cs";

    public string? Body { get; init; }

    public string BodyType { get; init; } = "application/json";

    public override string ToString() => $"{Method} {Path}{(Body is null ? "" : $" {BodyType} {Body}")}";

    public static IReadOnlyList<HttpProbe> All { get; } =
    [
        new("GET", "api/probes/get-only", HttpStatusCode.OK, "got", Router),
        new("GET", "API/Probes/GET-ONLY", HttpStatusCode.OK, "got", Router),
        new("GET", "api/probes/get-only/", HttpStatusCode.OK, "got", Router),
        new("POST", "api/probes/get-only", HttpStatusCode.NotFound, "", Router),
        new("HEAD", "api/probes/get-only", HttpStatusCode.NotFound, "", Router),
        new("OPTIONS", "api/probes/get-only", HttpStatusCode.NotFound, "", Router),
        new("GET", "api/probes/nowhere", HttpStatusCode.NotFound, "", Router),
        new("GET", "probes/get-only", HttpStatusCode.NotFound, "", Router),
        new("GET", "api/ByName", HttpStatusCode.OK, "by name", Router),
        new("GET", "api/byname", HttpStatusCode.OK, "by name", Router),
        new("PUT", "api/probes/any-method", HttpStatusCode.OK, "PUT", Router),
        new("PATCH", "api/probes/any-method", HttpStatusCode.OK, "PATCH", Router),
        new("PROPFIND", "api/probes/any-method", HttpStatusCode.OK, "PROPFIND", Router),
        new("GET", "api/probes/not-allowed", HttpStatusCode.MethodNotAllowed, "", Proxying),
        new("GET", "api/probes/number/12", HttpStatusCode.OK, "12", Router),
        new("GET", "api/probes/number/-12", HttpStatusCode.OK, "-12", Router),
        new("GET", "api/probes/number/twelve", HttpStatusCode.NotFound, "", Router),
        new("GET", "api/probes/number/012", HttpStatusCode.InternalServerError, "", Converters),
        new("GET", "api/probes/ranged/9", HttpStatusCode.OK, "9", Router),
        new("GET", "api/probes/ranged/10", HttpStatusCode.NotFound, "", Router),
        new("GET", "api/probes/id/0f8fad5b-d9cb-469f-a165-70867728950e", HttpStatusCode.OK, "0f8fad5bd9cb469fa16570867728950e", Converters),
        new("GET", "api/probes/id/none", HttpStatusCode.NotFound, "", Router),
        new("GET", "api/probes/flag/true", HttpStatusCode.OK, "True", Converters),
        new("GET", "api/probes/flag/True", HttpStatusCode.InternalServerError, "", Converters),
        new("GET", "api/probes/optional", HttpStatusCode.OK, "none", Router),
        new("GET", "api/probes/optional/word", HttpStatusCode.OK, "word", Router),
        new("GET", "api/probes/optional/two/words", HttpStatusCode.NotFound, "", Router),
        new("GET", "api/probes/optional-number", HttpStatusCode.OK, "none", Converters),
        new("GET", "api/probes/optional-number/7", HttpStatusCode.OK, "7", Converters),
        new("GET", "api/probes/optional-number/seven", HttpStatusCode.NotFound, "", Router),
        new("GET", "api/probes/defaulted", HttpStatusCode.OK, "usual", Router),
        new("GET", "api/probes/defaulted/other", HttpStatusCode.OK, "other", Router),
        new("GET", "api/probes/rest", HttpStatusCode.OK, "none", Router),
        new("GET", "api/probes/rest/a/b/c", HttpStatusCode.OK, "a/b/c", Router),
        new("GET", "api/probes/aspnet/word?q=asked", HttpStatusCode.OK, "word asked same", "azure-functions-dotnet-worker: WorkerRequestServicesMiddleware.cs"),
        new("GET", "api/probes/guarded", HttpStatusCode.Unauthorized, "", Keys),
        new("GET", "api/probes/guarded?code=nobodys", HttpStatusCode.Unauthorized, "", Keys),
        new("POST", "api/probes/guarded", HttpStatusCode.NotFound, "", Keys),
        new("GET", "api/probes/guarded-by-default", HttpStatusCode.Unauthorized, "",
            "azure-functions-dotnet-worker: FunctionMetadataProviderGenerator.Parser.cs (constructor arguments only); azure-webjobs-sdk-extensions: HttpTriggerAttribute.cs"),
        new("GET", "api/probes/for-administrators", HttpStatusCode.Unauthorized, "", Keys),
        new("GET", "api/probes/get-only?code=nobodys", HttpStatusCode.OK, "got", Keys),
        new("GET", "api/probes/broken", HttpStatusCode.InternalServerError, "", "azure-functions-host: ExceptionMiddleware.cs"),
        new("GET", "api/probes/ignored", HttpStatusCode.OK, "", Proxying),
        new("GET", "api/probes/action", HttpStatusCode.OK, """{"word":"said"}""", Proxying),
        new("POST", "api/probes/body", HttpStatusCode.OK, "POST ", Proxying),
        new("POST", "api/probes/body", HttpStatusCode.OK, "POST all of it", Proxying) { Body = "all of it", BodyType = "text/plain" },
        new("POST", "api/probes/bound", HttpStatusCode.OK, """{"word":"hello"}""", "azure-functions-dotnet-worker: FromBodyConversionFeature.cs") { Body = """{"Word":"hello"}""" },
        new("POST", "api/probes/bound", HttpStatusCode.InternalServerError, "", "azure-functions-dotnet-worker: FromBodyConversionFeature.cs") { Body = "{" },
        new("POST", "api/probes/bound", HttpStatusCode.InternalServerError, "", "azure-functions-dotnet-worker: FromBodyConversionFeature.cs") { Body = "hello", BodyType = "text/plain" },
        new("GET", "admin/functions", HttpStatusCode.Unauthorized, "", "azure-functions-host: FunctionsController.cs"),
        new("POST", "admin/functions/GetOnly", HttpStatusCode.Unauthorized, "", "azure-functions-host: FunctionsController.cs") { Body = "{}" },
        new("GET", "admin/host/keys", HttpStatusCode.Unauthorized, "", "azure-functions-host: KeysController.cs"),
    ];
}
