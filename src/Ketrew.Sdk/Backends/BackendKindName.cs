namespace Ketrew.Sdk.Backends;

/// <summary>What a kind of backend may be called.</summary>
internal static class BackendKindName
{
    /// <summary>What is wrong with a name, as the end of a sentence about it; null when it is fine.</summary>
    public static string? ProblemOf(string kind)
    {
        bool isFine = kind.Length > 0
            && char.IsAsciiLetterLower(kind[0])
            && kind.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '_');
        return isFine ? null : "a kind is lower-case letters, digits, `-` and `_`, and begins with a letter";
    }
}
