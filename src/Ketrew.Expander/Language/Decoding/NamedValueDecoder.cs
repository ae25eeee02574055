using Ketrew.Expander.Diagnostics;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Decoding;

/// <summary>Maps of names to text, in ordinal order of names.</summary>
internal static class NamedValueDecoder
{
    private static readonly Decoder<IReadOnlyList<(FieldNode Field, string Value)>> Map = Decoders.MapOf<string>("names with values", Decoders.Text);

    /// <summary>Whatever an author wants to keep.</summary>
    public static bool Metadata(Node node, DecodeContext context, out ValueList<Located<NamedValue>> value)
    {
        bool isGood = Map(node, context, out IReadOnlyList<(FieldNode Field, string Value)>? items);
        value = isGood ? Sort(items!) : [];
        return isGood;
    }

    /// <summary>Variables of a process.</summary>
    public static bool Environment(Node node, DecodeContext context, out ValueList<Located<NamedValue>> value)
    {
        value = [];
        int problems = context.ProblemCount;
        bool isGood = Map(node, context, out IReadOnlyList<(FieldNode Field, string Value)>? items);
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

    private static ValueList<Located<NamedValue>> Sort(IReadOnlyList<(FieldNode Field, string Value)> items) =>
        items.OrderBy(item => item.Field.Name, StringComparer.Ordinal)
            .Select(item => new Located<NamedValue>(new NamedValue(item.Field.Name, item.Value), item.Field.Value))
            .ToValueList();
}
