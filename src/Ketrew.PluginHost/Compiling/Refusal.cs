using Ketrew.Sdk.Protocol;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Ketrew.PluginHost.Compiling;

/// <summary>A place of a single-file plugin with something that isn't available to it.</summary>
/// <param name="Written">What: <c>File.ReadAllText</c>, <c>async</c>.</param>
/// <param name="Advice">Why, and what to do instead.</param>
/// <param name="Span">Where in the file.</param>
internal sealed record Refusal(string Written, Advice Advice, TextSpan Span)
{
    /// <summary>A symbol that isn't in the table.</summary>
    public static Refusal Of(SymbolName symbol, TextSpan span) => new(symbol.Written, Advice.For(symbol.FullName), span);

    /// <summary>A word of the language.</summary>
    public static Refusal OfWord(string word, TextSpan span) => new(word, Advice.ForWord(word), span);

    /// <summary>As it is told to the engine.</summary>
    public SourceProblem Describe(SyntaxTree tree)
    {
        LinePositionSpan place = tree.GetText().Lines.GetLinePositionSpan(Span);
        return new SourceProblem(
            "", $"`{Written}` isn't available in a single-file plugin: {Advice.Reason}", Advice.Hint, place.Start.Line + 1, place.Start.Character + 1, place.End.Line + 1, place.End.Character + 1);
    }
}
