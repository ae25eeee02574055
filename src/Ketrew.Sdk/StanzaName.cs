namespace Ketrew.Sdk;

/// <summary>What a stanza may be called.</summary>
internal static class StanzaName
{
    private static readonly string[] _vanilla = ["default", "define", "group", "include", "subdirectory", "target"];

    /// <summary>What is wrong with a name, as the end of a sentence about it; null when it is fine.</summary>
    public static string? ProblemOf(string name)
    {
        if (_vanilla.Contains(name))
        {
            return "that name is Ketrew's own";
        }

        bool isFine = name.Length > 0
            && char.IsAsciiLetterLower(name[0])
            && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '_');
        return isFine ? null : "a name is lower-case letters, digits, `-` and `_`, and begins with a letter";
    }
}
