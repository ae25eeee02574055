namespace Ketrew.Sdk.Describing;

/// <summary>What may be written below the name of a custom stanza: for editors and documentation, whatever kind of plugin defines it.</summary>
/// <param name="Name">The plugin's own name for it, without a prefix.</param>
/// <param name="Documentation">Sentences for people, with literals in backticks; empty when nobody wrote any.</param>
/// <param name="Fields">Mostly a record; <see cref="FieldType.Any"/> when the fields have no fixed names, or nobody knows them.</param>
/// <param name="Types">What references mean.</param>
internal sealed record StanzaDescription(string Name, string Documentation, FieldType Fields, ValueList<NamedType> Types)
{
    /// <summary>The plugin's version that first had it. Default: empty.</summary>
    public string Since { get; init; } = "";

    /// <summary>A stanza of which only the name is known.</summary>
    /// <param name="name">The plugin's own name for it.</param>
    public static StanzaDescription Unknown(string name) => new(name, "", new FieldType.Any(), []);
}
