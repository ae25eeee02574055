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

    /// <summary>A name that is allowed and looks like a text; empty when there is none.</summary>
    /// <param name="text">Any text.</param>
    internal static string Propose(string text)
    {
        string proposal = string.Concat(text.ToLowerInvariant().Select(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' ? character : '-')).Trim('-');
        return ProblemOf(proposal) is null ? proposal : "";
    }

    /// <summary>A name of a site that is allowed and looks like a text; empty when there is none.</summary>
    /// <param name="text">Any text.</param>
    internal static string ProposeSite(string text) => Propose(text.Replace('.', '-'));

    private static bool IsWord(string word) => word.Length > 0
        && char.IsAsciiLetterLower(word[0])
        && word.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '_');
}
