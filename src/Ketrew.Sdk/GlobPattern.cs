using System.Diagnostics.CodeAnalysis;

namespace Ketrew.Sdk;

/// <summary>Which files are meant: patterns relative to the project's root, of which those that begin with <c>!</c> exclude.</summary>
/// <remarks>
/// <para><c>*</c> and <c>?</c> match inside a path's component, <c>[a-z]</c> and <c>[!a-z]</c> one character, <c>{a,b}</c> either text
/// (also across <c>/</c>), <c>**</c> as a whole component any number of directories; <c>\</c> takes the meaning from the next character.
/// Names that begin with a dot are matched like others; <c>.git</c> and <c>.ketrew</c> never are. Upper and lower case differ.</para>
/// <para>A file is meant when at least one pattern matches it and no exclusion does; their order is irrelevant. An exclusion that
/// matches a directory excludes everything below. The default value means no file.</para>
/// </remarks>
/// <param name="Patterns">Normalized: no <c>.</c>, <c>..</c> or empty components.</param>
public readonly record struct GlobPattern(ValueList<string> Patterns)
{
    /// <summary>True when the pattern is a single path without wildcards: it means that file, whether it exists or not.</summary>
    public bool IsLiteral => Patterns.Count == 1 && GlobSyntax.IsLiteral(Patterns[0]);

    /// <summary>Reads one pattern relative to the project's root.</summary>
    /// <param name="text">The pattern; a leading <c>!</c> excludes.</param>
    /// <exception cref="FormatException">The text is empty or absolute, leaves the project, or has an open bracket.</exception>
    public static GlobPattern Parse(string text) => Parse(text, ProjectPath.Root);

    /// <summary>Reads one pattern relative to a directory.</summary>
    /// <param name="text">The pattern; a leading <c>!</c> excludes.</param>
    /// <param name="directory">What the text is relative to; <c>..</c> is allowed inside the project.</param>
    /// <exception cref="FormatException">The text is empty or absolute, leaves the project, or has an open bracket.</exception>
    public static GlobPattern Parse(string text, ProjectPath directory) =>
        TryParse(text, directory, out GlobPattern pattern, out string? problem) ? pattern : throw new FormatException(problem);

    /// <summary>Reads one pattern relative to a directory, without throwing.</summary>
    /// <param name="text">The pattern; a leading <c>!</c> excludes.</param>
    /// <param name="directory">What the text is relative to; <c>..</c> is allowed inside the project.</param>
    /// <param name="pattern">The pattern, when the result is true.</param>
    /// <param name="problem">What is wrong, when the result is false; names the text.</param>
    public static bool TryParse(string text, ProjectPath directory, out GlobPattern pattern, [NotNullWhen(false)] out string? problem)
    {
        bool isParsed = GlobSyntax.TryNormalize(text, directory, out string? normal, out problem);
        pattern = isParsed ? new GlobPattern([normal!]) : default;
        return isParsed;
    }

    /// <summary>The pattern that means exactly one path, also when the path holds characters that are special in patterns.</summary>
    /// <param name="path">A file; it need not exist.</param>
    public static GlobPattern Literal(ProjectPath path) => new([GlobSyntax.Escape(path.Value)]);

    /// <summary>This pattern and another one: what either means, without what either excludes.</summary>
    /// <param name="other">Its patterns are appended.</param>
    public GlobPattern And(GlobPattern other) => new([.. Patterns, .. other.Patterns]);

    /// <summary>How the patterns are written by someone who stands in a directory.</summary>
    /// <param name="directory">Where the reader stands.</param>
    public ValueList<string> RelativeTo(ProjectPath directory)
    {
        string[] texts = new string[Patterns.Count];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = GlobSyntax.RelativeTo(Patterns[i], directory);
        }

        return [.. texts];
    }

    /// <summary>The patterns separated by blanks, for people.</summary>
    public override string ToString() => string.Join(' ', Patterns);

    /// <summary>Reads one pattern relative to the project's root; what lets a plugin write <c>context.Glob("**/*.txt")</c>.</summary>
    /// <param name="text">As <see cref="Parse(string)"/> takes it.</param>
    /// <exception cref="FormatException">As <see cref="Parse(string)"/>.</exception>
    public static implicit operator GlobPattern(string text) => Parse(text);

    /// <summary>The pattern that means one path, as <see cref="Literal"/>.</summary>
    /// <param name="path">A file; it need not exist.</param>
    public static implicit operator GlobPattern(ProjectPath path) => Literal(path);
}
