using Ketrew.Expander.Diagnostics;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Decoding;

/// <summary>Maps of names to text, in ordinal order of names.</summary>
internal static class NamedValueDecoder
{
    private static readonly Decoder<(FieldNode Field, string Value)[]> _map = Decoders.MapOf<string>("names with values", Decoders.Text);

    /// <summary>Whatever an author wants to keep.</summary>
    public static bool Metadata(Node node, DecodeContext context, out ValueList<Located<NamedValue>> value)
    {
        bool isGood = _map(node, context, out (FieldNode Field, string Value)[]? items);
        value = isGood ? Sort(items!) : [];
        return isGood;
    }

    /// <summary>Variables of a process.</summary>
    public static bool Environment(Node node, DecodeContext context, out ValueList<Located<NamedValue>> value)
    {
        value = [];
        int problems = context.ProblemCount;
        bool isGood = _map(node, context, out (FieldNode Field, string Value)[]? items);
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
