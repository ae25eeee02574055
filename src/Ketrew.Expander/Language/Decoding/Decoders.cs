using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Ketrew.Expander.Diagnostics;
using Ketrew.Sdk;
using Ketrew.Sdk.Binding;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Decoding;

/// <summary>Decoders of the simple values, and those that make lists and maps of others.</summary>
internal static class Decoders
{
    /// <summary>Text; a number or boolean counts as the text that was written.</summary>
    public static Decoder<string> Text { get; } = new(ReadText, new FieldType.Text());

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static Decoder<bool> Boolean { get; } = new(ReadBoolean, new FieldType.Flag());

    /// <summary>Anything, as written.</summary>
    public static Decoder<Node> Any { get; } = new(ReadAny, new FieldType.Any());

    private static bool ReadText(Node node, DecodeContext context, [MaybeNullWhen(false)] out string value)
    {
        value = (node as ScalarNode)?.Text;
        return node is ScalarNode { Kind: not ScalarKind.Null }
            || context.Report(Problem.WrongType(node, "text", node is ScalarNode ? "write a value; empty text is `\"\"`" : null));
    }

    /// <summary>Text of at least one character.</summary>
    /// <param name="hint">What to write instead of nothing.</param>
    public static Decoder<string> SomeText(string hint) => new(
        (Node node, DecodeContext context, [MaybeNullWhen(false)] out string value) =>
            ReadText(node, context, out value) && (value.Length > 0 || context.Report(Problem.Empty(node, "this", hint))),
        new FieldType.Text { Pattern = @"[\s\S]", Wanted = "some text" });

    private static bool ReadBoolean(Node node, DecodeContext context, out bool value)
    {
        string text = (node as ScalarNode)?.Text ?? "";
        value = text is "true" or "True" or "TRUE";
        if (node is ScalarNode { Kind: ScalarKind.Boolean })
        {
            return true;
        }

        string? meant = text.ToUpperInvariant() switch
        {
            "YES" or "Y" or "ON" or "1" or "TRUE" => "true",
            "NO" or "N" or "OFF" or "0" or "FALSE" => "false",
            _ => null,
        };
        return context.Report(Problem.WrongType(node, "`true` or `false`", meant is null ? null : $"write `{meant}`"));
    }

    /// <summary>A whole number of a range.</summary>
    /// <param name="what">What to call it.</param>
    /// <param name="least">The smallest that is allowed.</param>
    /// <param name="most">The greatest that is allowed.</param>
    public static Decoder<int> WholeNumber(string what, int least, int most) => new(
        (Node node, DecodeContext context, out int value) =>
        {
            value = 0;
            if (node is not ScalarNode { Kind: ScalarKind.Integer } scalar)
            {
                return context.Report(Problem.WrongType(node, "a whole number", null));
            }

            bool isInRange = ScalarBinder.TryParseWhole(scalar.Text, out long number) && number >= least && number <= most;
            value = isInRange ? (int)number : 0;
            return isInRange || context.Report(Problem.OutOfRange(node, what, string.Create(CultureInfo.InvariantCulture, $"{least} to {most}")));
        },
        new FieldType.Integer(least, most));

    /// <summary>A number that is not below another one.</summary>
    /// <param name="what">What to call it.</param>
    /// <param name="least">The smallest that is allowed.</param>
    public static Decoder<double> Number(string what, double least) => new(
        (Node node, DecodeContext context, out double value) =>
        {
            value = 0;
            return node is not ScalarNode { Kind: ScalarKind.Integer or ScalarKind.Float } scalar ? context.Report(Problem.WrongType(node, "a number", null))
                : (double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value) && value >= least)
                || context.Report(Problem.OutOfRange(node, what, string.Create(CultureInfo.InvariantCulture, $"{least} or more")));
        },
        new FieldType.Number(least));

    /// <summary>One of a few words.</summary>
    /// <typeparam name="T">What they mean.</typeparam>
    /// <param name="choices">At least two.</param>
    public static Decoder<T> OneOf<T>(params (string Word, T Value)[] choices) => new(
        (Node node, DecodeContext context, [MaybeNullWhen(false)] out T value) =>
        {
            string text = (node as ScalarNode)?.Text ?? "";
            (string? word, value) = choices.FirstOrDefault(choice => choice.Word == text);
            return word is not null || context.Report(NoneOf(node, text, [.. choices.Select(choice => choice.Word)]));
        },
        new FieldType.Words([.. choices.Select(choice => choice.Word)]));

    /// <summary>A list; a single item may be written without brackets.</summary>
    /// <typeparam name="T">Items.</typeparam>
    /// <param name="item">Reads one.</param>
    /// <param name="takesMappings">True when an item can be a mapping.</param>
    public static Decoder<ValueList<Located<T>>> ListOf<T>(Decoder<T> item, bool takesMappings = false) => new(
        (Node node, DecodeContext context, out ValueList<Located<T>> value) =>
        {
            value = [];
            if (node is MappingNode && !takesMappings)
            {
                return context.Report(Problem.WrongType(node, "a list", "write `[one, two]`"));
            }

            ValueList<Node> nodes = node is SequenceNode sequence ? sequence.Items : [node];
            Located<T>[] items = new Located<T>[nodes.Count];
            bool isGood = true;
            for (int i = 0; i < items.Length; i++)
            {
                if (item.Decode(nodes[i], context, out T? read))
                {
                    items[i] = new Located<T>(read, nodes[i]);
                }
                else
                {
                    isGood = false;
                }
            }

            value = isGood ? new ValueList<Located<T>>(items) : [];
            return isGood;
        },
        FieldType.OneOrMore(item.Type));

    /// <summary>A mapping with names of the user's choice.</summary>
    /// <typeparam name="T">Values.</typeparam>
    /// <param name="what">What to call the mapping.</param>
    /// <param name="item">Reads a value.</param>
    public static Decoder<(FieldNode Field, T Value)[]> MapOf<T>(string what, Decoder<T> item) => new(
        (Node node, DecodeContext context, [MaybeNullWhen(false)] out (FieldNode Field, T Value)[] value) =>
        {
            value = null;
            if (node is not MappingNode mapping)
            {
                return context.Report(Problem.WrongType(node, what, "write one `name: value` per line"));
            }

            bool isGood = true;
            (FieldNode, T)[] items = new (FieldNode, T)[mapping.Fields.Count];
            for (int i = 0; i < items.Length; i++)
            {
                if (item.Decode(mapping.Fields[i].Value, context, out T? read))
                {
                    items[i] = (mapping.Fields[i], read);
                }
                else
                {
                    isGood = false;
                }
            }

            value = isGood ? items : null;
            return isGood;
        },
        new FieldType.Map(item.Type));

    private static bool ReadAny(Node node, DecodeContext context, out Node value)
    {
        value = node;
        return true;
    }

    private static Diagnostic NoneOf(Node node, string text, string[] words)
    {
        string expected = string.Join(", ", words[..^1].Select(word => $"`{word}`"));
        string? nearest = NearestName.Of(text, words);
        return Problem.WrongType(node, $"{expected} or `{words[^1]}`", nearest is null ? null : $"write `{nearest}`");
    }
}
