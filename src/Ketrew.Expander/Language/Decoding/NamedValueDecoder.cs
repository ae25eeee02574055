using Ketrew.Expander.Diagnostics;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Decoding;

/// <summary>Maps of names to text, in ordinal order of names.</summary>
internal static class NamedValueDecoder
{
    private static readonly Decoder<(FieldNode Field, string Value)[]> _map = Decoders.MapOf("names with values", Decoders.Text);

    /// <summary>Whatever an author wants to keep.</summary>
    public static Decoder<ValueList<Located<NamedValue>>> Metadata { get; } = new(ReadMetadata, _map.Type);

    /// <summary>Variables of a process.</summary>
    public static Decoder<ValueList<Located<NamedValue>>> Environment { get; } =
        new(ReadEnvironment, new FieldType.Map(Decoders.Text.Type) { Name = new FieldType.Text { Pattern = @"^[^= \t\u0000\n]+$", Wanted = "the name of a variable" } });

    private static bool ReadMetadata(Node node, DecodeContext context, out ValueList<Located<NamedValue>> value)
    {
        bool isGood = _map.Decode(node, context, out (FieldNode Field, string Value)[]? items);
        value = isGood ? Sort(items!) : [];
        return isGood;
    }

    private static bool ReadEnvironment(Node node, DecodeContext context, out ValueList<Located<NamedValue>> value)
    {
        value = [];
        int problems = context.ProblemCount;
        bool isGood = _map.Decode(node, context, out (FieldNode Field, string Value)[]? items);
        foreach (FieldNode field in (node as MappingNode)?.Fields ?? [])
        {
            if (field.Name.Length == 0 || field.Name.AsSpan().ContainsAny("= \t\0\n"))
            {
                context.Report(Problem.BadVariable(field.NameSpan, field.Name));
            }
        }

        value = isGood ? Sort(items!) : [];
        return context.ProblemCount == problems;
    }

    private static ValueList<Located<NamedValue>> Sort((FieldNode Field, string Value)[] items)
    {
        Located<NamedValue>[] values = new Located<NamedValue>[items.Length];
        for (int i = 0; i < values.Length; i++)
        {
            (FieldNode field, string value) = items[i];
            values[i] = new Located<NamedValue>(new NamedValue(field.Name, value), field.Value);
        }

        Array.Sort(values, static (left, right) => string.CompareOrdinal(left.Value.Name, right.Value.Name));
        return new ValueList<Located<NamedValue>>(values);
    }
}
