using System.Globalization;
using System.Text.RegularExpressions;
using Fluid;
using Fluid.Ast;
using Fluid.Parser;

namespace Outreach.Core.ComplementaryOutreach.Messages;

/// <summary>Where a text cannot be read, from 1.</summary>
internal sealed record MessageFault(int Line, int Column);

/// <summary>Reads a text as Liquid of which nothing is left but words and places: no tag, no filter, no include, no literal, no member of a place.</summary>
/// <remarks>So a text cannot loop, decide, read or load; what it comes to is bounded by its own length.</remarks>
internal static partial class MessageParser
{
    private static readonly WordsAndPlaces Grammar = new();

    /// <summary>The text, or where it is something else than words and places.</summary>
    public static (MessageText? Text, MessageFault? Fault) Parse(string source)
    {
        if (!Grammar.TryParse(source, out IFluidTemplate? template, out string? error))
        {
            return (null, FaultOf(error));
        }

        Match[] written = Place().Matches(source).ToArray();
        string[] read = [.. ((FluidTemplate)template).Statements.Where(statement => statement is not TextSpanStatement).Select(PlaceOf)];
        return written.Select(NameOf).SequenceEqual(read, StringComparer.Ordinal)
            ? (new MessageText(source, template, Pieces(source, written)), null)
            : (null, At(source, FirstOther(source, written, read)));
    }

    public static MessageFault At(string source, int offset)
    {
        int start = offset == 0 ? -1 : source.LastIndexOf('\n', offset - 1);
        return new MessageFault(source.AsSpan(0, offset).Count('\n') + 1, offset - start);
    }

    /// <summary>Empty for everything that is not just a name: no spelling of a place is equal to it.</summary>
    private static string PlaceOf(Statement statement) =>
        statement is OutputStatement { Expression: MemberExpression { Segments: [IdentifierSegment name] } } ? name.Identifier : "";

    private static List<MessagePiece> Pieces(string source, IEnumerable<Match> places)
    {
        List<MessagePiece> pieces = [];
        int from = 0;
        foreach (Match place in places)
        {
            pieces.Add(new MessagePiece(from, source[from..place.Index], Place: null));
            pieces.Add(new MessagePiece(place.Index, place.Value, NameOf(place)));
            from = place.Index + place.Length;
        }

        pieces.Add(new MessagePiece(from, source[from..], Place: null));
        return pieces;
    }

    private static string NameOf(Match place) => place.Groups["name"].Value;

    /// <summary>Where the first brackets stand that hold something else than a name.</summary>
    private static int FirstOther(string source, Match[] written, string[] read)
    {
        int at = source.IndexOf("{{", StringComparison.Ordinal);
        for (int i = 0; i < written.Length && i < read.Length && at == written[i].Index && NameOf(written[i]) == read[i]; i++)
        {
            at = source.IndexOf("{{", at + written[i].Length, StringComparison.Ordinal);
        }

        return Math.Max(at, 0);
    }

    /// <summary>The library says where, in the last brackets of its first line.</summary>
    private static MessageFault FaultOf(string error) =>
        Position().Match(error) is { Success: true } position
            ? new MessageFault(Number(position.Groups["line"]), Number(position.Groups["column"]))
            : new MessageFault(1, 1);

    private static int Number(Group digits) => int.Parse(digits.Value, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>One spelling: what the library would read besides (`{{-`, line breaks inside) is refused, so that a reader sees every place.</summary>
    [GeneratedRegex(@"\{\{ ?(?<name>[a-z_]{1,40}) ?\}\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Place();

    [GeneratedRegex(@" at \((?<line>[0-9]{1,6}):(?<column>[0-9]{1,6})\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Position();

    /// <summary>Liquid without its tags and operators; to use one is a syntax error.</summary>
    private sealed class WordsAndPlaces : FluidParser
    {
        public WordsAndPlaces()
        {
            RegisteredTags.Clear();
            RegisteredOperators.Clear();
        }
    }
}
