namespace Ketrew.Sdk;

/// <summary>placeholder until the globbing branch is merged.</summary>
/// <param name="Patterns">Project-relative patterns; one that begins with <c>!</c> excludes.</param>
public readonly record struct GlobPattern(ValueList<string> Patterns)
{
    /// <summary>Reads a pattern relative to the project's root.</summary>
    /// <param name="text">The pattern.</param>
    public static GlobPattern Parse(string text) => new([text]);

    /// <summary>Reads a pattern relative to a directory.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="directory">The directory.</param>
    public static GlobPattern Parse(string text, ProjectPath directory) =>
        new([directory.IsRoot ? text : text.StartsWith('!') ? $"!{directory}/{text[1..]}" : $"{directory}/{text}"]);

    /// <summary>Back to text.</summary>
    /// <param name="directory">The directory.</param>
    public ValueList<string> RelativeTo(ProjectPath directory) => Patterns;

    /// <summary>Exactly one path.</summary>
    /// <param name="path">The path.</param>
    public static implicit operator GlobPattern(ProjectPath path) => Parse(path.Value);

    /// <summary>Project-relative pattern.</summary>
    /// <param name="text">The pattern.</param>
    public static implicit operator GlobPattern(string text) => Parse(text);
}
