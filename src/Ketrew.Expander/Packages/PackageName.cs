namespace Ketrew.Expander.Packages;

/// <summary>What a plugin package, and a site of one, may be called.</summary>
public static class PackageName
{
    /// <summary>What is wrong with a package's name, as the end of a sentence about it; null when it is fine: <c>acme.k8s</c>.</summary>
    /// <param name="name">Any text.</param>
    public static string? ProblemOf(string name) => name.Split('.').All(IsWord)
        ? null
        : "a name is words of lower-case letters, digits, `-` and `_` that begin with a letter, with dots between them";

    /// <summary>What is wrong with a site's name, likewise: <c>themes</c>.</summary>
    /// <param name="name">Any text.</param>
    public static string? ProblemOfSite(string name) =>
        IsWord(name) ? null : "a name is lower-case letters, digits, `-` and `_`, and begins with a letter";

    /// <summary>A name that is allowed and looks like a text; empty when nothing is left of it.</summary>
    /// <param name="text">Any text.</param>
    internal static string Propose(string text)
    {
        string allowed = string.Concat(text.ToLowerInvariant().Select(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' ? character : '-'));
        string proposal = string.Join('.', allowed.Split('.').Select(word => word.TrimStart('-', '_', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9').TrimEnd('-')).Where(word => word.Length > 0));
        return ProblemOf(proposal) is null ? proposal : "";
    }

    private static bool IsWord(string word) => word.Length > 0
        && char.IsAsciiLetterLower(word[0])
        && word.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '_');
}
