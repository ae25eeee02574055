namespace Ketrew.Sdk;

/// <summary>What a POSIX shell needs.</summary>
public static class Shell
{
    /// <summary>A word that the shell reads back as exactly this text, whatever is in it.</summary>
    /// <param name="text">Any text without NUL; plain words stay as they are.</param>
    public static string Quote(string text) =>
        text.Length > 0 && text.All(IsPlain) ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>A path as a word, written for someone who stands in a directory. A leading <c>-</c> gets <c>./</c> in front.</summary>
    /// <param name="path">The path.</param>
    /// <param name="directory">Where the command runs.</param>
    public static string Quote(ProjectPath path, ProjectPath directory)
    {
        string text = path.RelativeTo(directory);
        return Quote(text.StartsWith('-') ? $"./{text}" : text);
    }

    private static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || "_-./,:+@%^".Contains(character, StringComparison.Ordinal);
}
