using Ketrew.Expander.Diagnostics;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Decoding;

/// <summary>Paths and patterns, relative to the stanza's directory as written, project-relative as decoded.</summary>
internal static class PathDecoders
{
    /// <summary>A path, all of its characters meaning themselves.</summary>
    public static Decoder<ProjectPath> Path { get; } = new(ReadPath, new FieldType.Path());

    /// <summary>One file, written as a pattern without wildcards.</summary>
    public static Decoder<ProjectPath> Output { get; } = new(ReadOutput, new FieldType.Path());

    /// <summary>A path of a condition, written as a pattern without wildcards; it may be absolute and may leave the project.</summary>
    public static Decoder<HostPath> OnHost { get; } = new(ReadHostPath, new FieldType.Path());

    /// <summary>A path or a pattern.</summary>
    public static Decoder<GlobPattern> Pattern { get; } = new(ReadPattern, new FieldType.Glob());

    private static bool ReadPath(Node node, DecodeContext context, out ProjectPath value)
    {
        value = default;
        return Decoders.Text.Decode(node, context, out string? text)
            && (ProjectPath.TryParse(text, context.Directory, out value, out string? problem) || context.Report(Problem.BadPath(node, problem)));
    }

    private static bool ReadOutput(Node node, DecodeContext context, out ProjectPath value)
    {
        value = default;
        if (!Decoders.Text.Decode(node, context, out string? text) || GlobSyntax.IsPlain(text))
        {
            return text is not null && ReadPath(node, context, out value) && (!value.IsRoot || context.Report(Problem.BadPath(node, "the project itself can't be an output")));
        }

        return GlobSyntax.IsLiteral(text)
            ? ReadPattern(node, context, out GlobPattern pattern) && ProjectPath.TryParse(GlobSyntax.Unescape(pattern.Patterns[0]), ProjectPath.Root, out value, out _)
            : context.Report(Problem.PatternInOutputs(node, text));
    }

    private static bool ReadHostPath(Node node, DecodeContext context, out HostPath value)
    {
        value = default;
        if (!Decoders.Text.Decode(node, context, out string? text))
        {
            return false;
        }

        // No shell reads it: it would be a directory of that name.
        if (text.StartsWith('~'))
        {
            return context.Report(Problem.HomeDirectory(node, text));
        }

        return !GlobSyntax.IsLiteral(text) ? context.Report(Problem.PatternInCondition(node, text))
            : HostPath.TryParse(GlobSyntax.Unescape(text), context.Directory, out value, out string? problem)
            || context.Report(Problem.BadHostPath(node, problem));
    }

    private static bool ReadPattern(Node node, DecodeContext context, out GlobPattern value)
    {
        value = default;
        return Decoders.Text.Decode(node, context, out string? text)
            && (GlobPattern.TryParse(text, context.Directory, out value, out string? problem) || context.Report(Explain(node, text, problem)));
    }

    private static Sdk.Diagnostics.Diagnostic Explain(Node node, string text, string problem) =>
        GlobSyntax.IsPlain(text) ? Problem.BadPath(node, problem) : Problem.BadPattern(node, problem);
}
