namespace Ketrew.Expander.Language.Vanilla;

/// <summary>The stanzas of the language itself.</summary>
internal static class VanillaStanza
{
    public const string Target = "target";
    public const string Group = "group";
    public const string Default = "default";
    public const string Include = "include";
    public const string Subdirectory = "subdirectory";

    /// <summary>Defines a custom stanza.</summary>
    public const string Define = "define";

    /// <summary>Every kind that nobody may define again.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Target, Group, Default, Include, Subdirectory, Define];

    /// <summary>True for a stanza of the language itself.</summary>
    public static bool IsVanilla(string kind) => Kinds.Contains(kind);
}
