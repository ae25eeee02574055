namespace Ketrew.Sdk.Syntax;

/// <summary>Where a value stands inside a stanza: <c>/texts/0</c> is the first item of the field <c>texts</c>. The empty path is the stanza.</summary>
/// <remarks>A plugin names places this way because it never sees lines: an edit above a stanza must not change what the plugin is given.
/// The engine turns the path into today's line when it prints. Components are escaped as in RFC 6901 (<c>~0</c>, <c>~1</c>).</remarks>
/// <param name="Pointer">The path as a JSON pointer.</param>
public readonly record struct FieldPath(string Pointer)
{
    /// <summary>The whole stanza.</summary>
    public static FieldPath Stanza => new("");

    /// <summary>The components, unescaped; empty for the stanza.</summary>
    public ValueList<string> Components =>
        string.IsNullOrEmpty(Pointer) ? [] : Pointer[1..].Split('/').Select(Unescape).ToValueList();

    /// <summary>The path of a field below another path.</summary>
    /// <param name="path">Names a mapping.</param>
    /// <param name="name">The field's name.</param>
    public static FieldPath operator /(FieldPath path, string name) =>
        new($"{path.Pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}");

    /// <summary>The path of an item of the list that this path names.</summary>
    /// <param name="index">Zero-based.</param>
    public FieldPath Item(int index) => new($"{Pointer}/{index}");

    /// <summary>The pointer.</summary>
    public override string ToString() => Pointer ?? "";

    private static string Unescape(string component) =>
        component.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
