namespace Ketrew.Sdk;

/// <summary>Names the stanza that a class expands. The class derives from <see cref="Stanza"/> and has a constructor without parameters.</summary>
/// <param name="name">What users write: lower-case letters, digits, <c>-</c> and <c>_</c>; no vanilla name.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class StanzaAttribute(string name) : Attribute
{
    /// <summary>What users write.</summary>
    public string Name { get; } = name;

    /// <summary>The version of the plugin that first had it; for documentation. Default: empty.</summary>
    public string Since { get; set; } = "";
}
