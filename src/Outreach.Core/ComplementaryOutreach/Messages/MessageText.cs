using System.Globalization;
using Fluid;
using Fluid.Values;

namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>A stretch of a text: words as written, or one place.</summary>
/// <param name="Offset">Where it begins in the source.</param>
/// <param name="Text">As it is written there.</param>
/// <param name="Place">Its name; null for words.</param>
internal sealed record MessagePiece(int Offset, string Text, string? Place);

/// <summary>A text that was read: it can be filled in, and looked through piece by piece.</summary>
internal sealed class MessageText(string source, IFluidTemplate template, IReadOnlyList<MessagePiece> pieces)
{
    private static readonly TemplateOptions Options = new()
    {
        StrictVariables = true,
        MaxSteps = 1_000,
        CultureInfo = CultureInfo.InvariantCulture,
    };

    public string Source { get; } = source;

    public IReadOnlyList<MessagePiece> Pieces { get; } = pieces;

    public IEnumerable<MessagePiece> Places => Pieces.Where(piece => piece.Place is not null);

    public bool Has(string place) => Places.Any(piece => piece.Place == place);

    /// <summary>The same for the same values. A value is put in as it is, and never read as a template.</summary>
    /// <param name="values">By place; one that the text has must be there.</param>
    public string Fill(IReadOnlyDictionary<string, string> values)
    {
        if (Places.FirstOrDefault(piece => !values.ContainsKey(piece.Place!)) is { } unknown)
        {
            throw new InvalidOperationException($"Nothing is known to fill `{unknown.Place}` with.");
        }

        var context = new TemplateContext(Options);
        foreach ((string place, string value) in values)
        {
            context.SetValue(place, new StringValue(value, encode: false));
        }

        return template.Render(context);
    }
}
