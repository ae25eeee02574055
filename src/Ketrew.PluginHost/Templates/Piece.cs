using Ketrew.PluginHost.Scripting;
using Ketrew.PluginHost.Scripting.Values;
using Ketrew.Sdk;
using Ketrew.Sdk.Syntax;

namespace Ketrew.PluginHost.Templates;

/// <summary>A part of what a template gives, with the place that it comes from.</summary>
/// <param name="Place">The number of the place.</param>
internal abstract record Piece(int Place)
{
    // Deeper values couldn't be sent.
    private const int DepthLimit = 100;

    /// <summary>What to call it in a message: <c>a list</c>.</summary>
    public abstract string Description { get; }

    /// <summary>The node, and the places of its parts in the order of <see cref="Sdk.Protocol.EmittedItem.Places"/>.</summary>
    public abstract Node ToNode(List<int> places);

    /// <summary>The value of an expression; all of it comes from one place.</summary>
    /// <param name="value">May hold one part many times, or itself.</param>
    /// <param name="place">The place.</param>
    /// <param name="budget">Counts what is made, while it is made.</param>
    /// <param name="depth">How deep it stands in the whole value.</param>
    /// <exception cref="ScriptException">It can't be written in YAML, or is too much.</exception>
    public static Piece From(Value value, int place, TemplateBudget budget, int depth = 0)
    {
        if (depth > DepthLimit)
        {
            throw new ScriptException($"a value nested deeper than {DepthLimit} levels");
        }

        return value switch
        {
            StringValue text => Of(place, text.Text, ScalarKind.Text, budget),
            NumberValue number => Of(place, number.Text, KindOf(number.Text), budget),
            BooleanValue boolean => Of(place, boolean.Boolean ? "true" : "false", ScalarKind.Boolean, budget),
            NullValue => Of(place, "null", ScalarKind.Null, budget),
            ArrayValue array => budget.Count(new Items(place, [.. array.Items.Select(item => From(item, place, budget, depth + 1))])),
            RangeValue range => From(new ArrayValue(budget.ItemsOf(range)), place, budget, depth),
            ObjectValue members => budget.Count(new Fields(place, [.. members.Members.Select(member => new PieceField(place, member.Key, From(member.Value, place, budget, depth + 1)))])),
            _ => throw new ScriptException($"{value.Description} can't be written in YAML", value is FunctionValue function ? $"call it: `{function.Signature}`" : null),
        };
    }

    private static Piece Of(int place, string text, ScalarKind kind, TemplateBudget budget) => budget.Count(new Scalar(place, new ScalarNode(text, kind)));

    // 10 / 2 is a fraction by its type, but nobody would write it so.
    private static ScalarKind KindOf(string number) => number.AsSpan().TrimStart('-').ContainsAnyExceptInRange('0', '9') ? ScalarKind.Float : ScalarKind.Integer;

    /// <summary>A value without parts.</summary>
    public sealed record Scalar(int Place, ScalarNode Value) : Piece(Place)
    {
        /// <inheritdoc/>
        public override string Description => Value.Description;

        /// <inheritdoc/>
        public override Node ToNode(List<int> places)
        {
            places.Add(Place);
            return Value;
        }
    }

    /// <summary>A list.</summary>
    public sealed record Items(int Place, IReadOnlyList<Piece> Values) : Piece(Place)
    {
        /// <inheritdoc/>
        public override string Description => "a list";

        /// <inheritdoc/>
        public override Node ToNode(List<int> places)
        {
            places.Add(Place);
            return new SequenceNode(Values.Select(item => item.ToNode(places)).ToValueList());
        }
    }

    /// <summary>A mapping.</summary>
    public sealed record Fields(int Place, IReadOnlyList<PieceField> Values) : Piece(Place)
    {
        /// <summary>The part of the user's stanza that it comes from, as a <see cref="FieldPath"/>. Default: empty, the whole.</summary>
        public string Origin { get; init; } = "";

        /// <summary>The value of a name; null when there is none.</summary>
        public Piece? this[string name] => Values.FirstOrDefault(field => field.Name == name)?.Value;

        /// <inheritdoc/>
        public override string Description => "a mapping";

        /// <inheritdoc/>
        public override Node ToNode(List<int> places)
        {
            places.Add(Place);
            return new MappingNode(Values.Select(field => ToField(field, places)).ToValueList());
        }

        private static FieldNode ToField(PieceField field, List<int> places)
        {
            places.Add(field.Place);
            return new FieldNode(field.Name, field.Value.ToNode(places));
        }
    }
}

/// <summary>A name with its value.</summary>
/// <param name="Place">Of the name.</param>
/// <param name="Name">Its text.</param>
/// <param name="Value">What it is set to.</param>
internal sealed record PieceField(int Place, string Name, Piece Value);
