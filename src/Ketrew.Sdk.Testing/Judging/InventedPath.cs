namespace Ketrew.Sdk.Testing.Judging;

/// <summary>A file that might appear.</summary>
internal static class InventedPath
{
    private const string Stem = "added";

    /// <summary>A path that a pattern means: beside one that is there, or made of the pattern's own text.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="found">What it means now.</param>
    public static string For(GlobPattern pattern, ValueList<string> found)
    {
        if (!found.IsEmpty)
        {
            ProjectPath first = found[0];
            return (first.Parent / $"{Stem}{first.Extension}").Value;
        }

        string text = pattern.Patterns.FirstOrDefault(one => one is not ['!', ..]) ?? Stem;
        string[] names = [.. text.Split('/').Where(name => name is not "**").Select(Name)];
        return names.Length == 0 ? Stem : string.Join('/', names);
    }

    private static string Name(string component) =>
        string.Concat(component.Replace("*", Stem, StringComparison.Ordinal).Replace('?', 'a').Where(letter => letter is not ('\\' or '[' or ']' or '{' or '}')));
}
