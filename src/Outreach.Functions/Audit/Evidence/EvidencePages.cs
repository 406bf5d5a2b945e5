using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Fluid;
using Microsoft.AspNetCore.Http;
using Outreach.Functions.Http;
using Outreach.Functions.Lists.Page;

namespace Outreach.Functions.Audit.Evidence;

/// <summary>Answers evidence as JSON or, to whoever prefers it, as a page: one document without script or other files, that can be printed and kept.</summary>
public sealed class EvidencePages
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.BasicLatin, UnicodeRanges.Latin1Supplement),
    };

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly string _style = Read("evidence.css");
    private readonly Dictionary<Type, IFluidTemplate> _templates;
    private readonly TemplateOptions _options = EvidenceTemplates.Options();
    private readonly PageHeaders _headers;

    public EvidencePages(PageHeaders headers)
    {
        _headers = headers;
        StyleSource = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(_style)))}'";
        var parser = new FluidParser();
        _templates = new Dictionary<Type, IFluidTemplate>
        {
            [typeof(EvidenceAnswer)] = parser.Parse(Read("evidence.liquid")),
            [typeof(ProofsAnswer)] = parser.Parse(Read("proofs.liquid")),
            [typeof(ListProofAnswer)] = parser.Parse(Read("list-proof.liquid")),
        };
    }

    /// <summary>The one style that a page of evidence may have, for its content security policy.</summary>
    public string StyleSource { get; }

    public IResult Answer<T>(T answer, HttpRequest request)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(request);
        bool french = Languages.PrefersFrench(request);
        HttpResponse response = request.HttpContext.Response;
        Answers.NoStore(response);
        response.Headers.Vary = "Accept, Accept-Language";
        response.Headers.ContentLanguage = french ? "fr" : "en";
        if (!MediaTypes.PrefersHtml(request))
        {
            return Results.Json(answer, Json);
        }

        _headers.ForDocument(response, StyleSource);
        return Results.Content(Render(answer, french), "text/html; charset=utf-8", Encoding.UTF8);
    }

    /// <summary>The document in one language.</summary>
    public string Render<T>(T answer, bool french)
        where T : notnull
    {
        var context = new TemplateContext(_options) { CultureInfo = CultureInfo.GetCultureInfo(french ? "fr-FR" : "en-GB") };
        context.SetValue("answer", answer);
        context.SetValue("words", EvidenceWords.In(french));
        context.SetValue("language", french ? "fr" : "en");
        context.SetValue("style", new Fluid.Values.StringValue(_style, encode: false));
        return _templates[typeof(T)].Render(context, Encoder);
    }

    private static string Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"evidence/{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
