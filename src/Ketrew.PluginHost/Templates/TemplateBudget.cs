using Ketrew.PluginHost.Scripting;
using Ketrew.PluginHost.Scripting.Running;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Templates;

/// <summary>What one expansion may do.</summary>
/// <param name="scripts">What is left to its texts.</param>
internal sealed class TemplateBudget(ScriptBudget scripts)
{
    private const int Rounds = 100_000;
    private const long OutputCharacters = 16 * 1024 * 1024;

    // Lists and mappings cost something, too: about what they take as YAML.
    private const int CharactersPerPiece = 8;

    private int _rounds;
    private long _characters;

    /// <summary>Of all texts together.</summary>
    public static ScriptLimits Scripts { get; } = new();

    /// <summary>Counts a round of a <c>for</c>.</summary>
    /// <exception cref="ScriptException">There were too many.</exception>
    public void CountRound()
    {
        if (++_rounds > Rounds)
        {
            throw new ScriptException($"more than {Rounds} rounds of `for` in one expansion", "expand fewer things, or split the stanza");
        }
    }

    /// <summary>The integers of a range, as many as an array may have.</summary>
    /// <exception cref="ScriptException">There are too many.</exception>
    public IReadOnlyList<Value> ItemsOf(RangeValue range) => range.ToItems(scripts);

    /// <summary>Counts a part of the result without the parts in it.</summary>
    /// <exception cref="ScriptException">It was too much, all together.</exception>
    public Piece Count(Piece piece)
    {
        _characters += CharactersPerPiece + (piece switch
        {
            Piece.Scalar scalar => scalar.Value.Text.Length,
            Piece.Fields mapping => mapping.Values.Sum(field => field.Name.Length),
            _ => 0,
        });
        return _characters <= OutputCharacters ? piece
            : throw new ScriptException($"more than {OutputCharacters / (1024 * 1024)} MiB of stanzas in one expansion", "split the stanza");
    }
}
