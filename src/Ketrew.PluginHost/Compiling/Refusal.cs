using Ketrew.Sdk.Protocol;
using Microsoft.CodeAnalysis.Text;

namespace Ketrew.PluginHost.Compiling;

/// <summary>A place of a single-file plugin with something that isn't available to it.</summary>
/// <param name="Written">What: <c>File.ReadAllText</c>, <c>async</c>.</param>
/// <param name="Advice">Why, and what to do instead.</param>
/// <param name="Place">Where in the file.</param>
internal sealed record Refusal(string Written, Advice Advice, LinePositionSpan Place)
{
    private const string AttributeSuffix = "Attribute";

    /// <summary>A symbol that isn't in the table.</summary>
    public static Refusal Of(SymbolName symbol, LinePositionSpan place) => new(symbol.Written, Advice.For(symbol.FullName), place);

    /// <summary>An attribute that isn't in the table.</summary>
    /// <param name="symbol">Its constructor.</param>
    /// <param name="place">Without the brackets.</param>
    public static Refusal OfAttribute(SymbolName symbol, LinePositionSpan place)
    {
        string name = (symbol with { Member = null }).Written;
        return new($"[{(name.EndsWith(AttributeSuffix, StringComparison.Ordinal) ? name[..^AttributeSuffix.Length] : name)}]", Advice.For(symbol.FullName), place);
    }

    /// <summary>A word of the language.</summary>
    public static Refusal OfWord(string word, LinePositionSpan place) => new(word, Advice.ForWord(word), place);

    /// <summary>As it is told to the engine.</summary>
    public SourceProblem Describe() => Place.ToProblem("", $"`{Written}` isn't available in a single-file plugin: {Advice.Reason}", Advice.Hint);
}
