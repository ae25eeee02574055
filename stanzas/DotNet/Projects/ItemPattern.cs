using Ketrew.Sdk;

namespace Ketrew.Stanzas.DotNet.Projects;

/// <summary>What MSBuild understands by the text of an item: paths and patterns, separated by <c>;</c>.</summary>
/// <param name="Text">Expanded.</param>
/// <param name="Directory">What it is relative to.</param>
internal sealed record ItemPattern(string Text, ProjectPath Directory)
{
    /// <summary>Its parts as patterns of the workflow; those that leave the workflow's project are left out.</summary>
    public IEnumerable<GlobPattern> Patterns => Texts.Select(ToPattern).OfType<GlobPattern>();

    private IEnumerable<string> Texts => Text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The files it means.</summary>
    /// <param name="reader">Answers patterns, and whether files exist.</param>
    public IEnumerable<ProjectPath> Find(BuildFileReader reader) => Texts.SelectMany(text =>
        !HasWildcard(text) ? PropertyTable.TryLocate(Uri.UnescapeDataString(text), Directory, out ProjectPath path) && reader.IsFile(path) ? [path] : []
        : ToPattern(text) is { } pattern ? reader.Find(pattern)
        : new ValueList<ProjectPath>());

    /// <summary>The directories of which it means everything: <c>old</c> for <c>old/**</c> and <c>old/**/*.cs</c>.</summary>
    public IEnumerable<ProjectPath> WholeDirectories => Texts
        .Where(text => text.Contains("/**", StringComparison.Ordinal))
        .Select(text => text[..text.IndexOf("/**", StringComparison.Ordinal)])
        .Where(text => !HasWildcard(text))
        .Select(text => PropertyTable.TryLocate(text, Directory, out ProjectPath path) ? path : Directory)
        .Where(path => path != Directory);

    /// <summary>The files that are named without wildcard, whether they exist or not.</summary>
    public IEnumerable<(string Text, ProjectPath? Path)> Named => Texts
        .Where(text => !HasWildcard(text))
        .Select(text => (text, PropertyTable.TryLocate(Uri.UnescapeDataString(text), Directory, out ProjectPath path) ? path : (ProjectPath?)null));

    private static bool HasWildcard(string text) => text.AsSpan().ContainsAny('*', '?');

    private GlobPattern? ToPattern(string text)
    {
        // What is special in our patterns, but not in MSBuild's.
        string escaped = string.Concat(Uri.UnescapeDataString(text).Select(character => "[]{}!\\".Contains(character, StringComparison.Ordinal) ? $"\\{character}" : $"{character}"));
        bool isPattern = PropertyTable.IsRooted(escaped)
            ? GlobPattern.TryParse(PropertyTable.Unrooted(escaped), ProjectPath.Root, out GlobPattern pattern, out _)
            : GlobPattern.TryParse(escaped, Directory, out pattern, out _);
        return isPattern ? pattern : (GlobPattern?)null;
    }
}
