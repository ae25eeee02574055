using Ketrew.Expander.Diagnostics;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;
using YamlDotNet.Core.Events;

namespace Ketrew.Expander.Reading;

/// <summary>Tags: those of the core schema may be written where they agree with the value; everything else is refused.</summary>
internal static class TagResolution
{
    private const string Prefix = "tag:yaml.org,2002:";

    /// <summary>The kind of a scalar, its tag considered.</summary>
    /// <param name="scalar">As parsed.</param>
    /// <param name="kind">What it is without its tag.</param>
    /// <param name="span">Where it stands.</param>
    /// <param name="diagnostics">Where problems go.</param>
    public static ScalarKind Apply(Scalar scalar, ScalarKind kind, SourceSpan span, List<Diagnostic> diagnostics)
    {
        if (scalar.Tag.IsEmpty)
        {
            return kind;
        }

        ScalarKind resolved = CoreSchema.Resolve(scalar.Value);
        switch (scalar.Tag.Value)
        {
            case "!" or Prefix + "str":
                return ScalarKind.Text;
            case Prefix + "null" when resolved == ScalarKind.Null:
            case Prefix + "bool" when resolved == ScalarKind.Boolean:
            case Prefix + "int" when resolved == ScalarKind.Integer:
                return resolved;
            case Prefix + "float" when resolved is ScalarKind.Float or ScalarKind.Integer:
                return ScalarKind.Float;
            default:
                diagnostics.Add(Problem.Tag(span, Display(scalar.Tag.Value)));
                return kind;
        }
    }

    /// <summary>Reports the tag of a collection unless it is the collection's own.</summary>
    /// <param name="start">The collection's first event.</param>
    /// <param name="allowed"><c>seq</c> or <c>map</c>.</param>
    /// <param name="span">Where it begins.</param>
    /// <param name="diagnostics">Where problems go.</param>
    public static void Check(NodeEvent start, string allowed, SourceSpan span, List<Diagnostic> diagnostics)
    {
        if (!start.Tag.IsEmpty && start.Tag.Value != "!" && start.Tag.Value != Prefix + allowed)
        {
            diagnostics.Add(Problem.Tag(span, Display(start.Tag.Value)));
        }
    }

    private static string Display(string tag) =>
        tag.StartsWith(Prefix, StringComparison.Ordinal) ? string.Concat("!!", tag.AsSpan(Prefix.Length)) : tag;
}
