namespace Ketrew.Stanzas.DotNet.Markup;

/// <summary>One tag of a file of which only some lines are known.</summary>
/// <param name="Name">The element's name.</param>
/// <param name="Attributes">Names and values, entities resolved.</param>
/// <param name="Kind">Whether it opens, closes, or both.</param>
/// <param name="Text">What stands between it and the next tag; trimmed.</param>
internal sealed record MarkupTag(string Name, IReadOnlyDictionary<string, string> Attributes, TagKind Kind, string Text)
{
    /// <summary>The value of an attribute; empty when there is none.</summary>
    /// <param name="name">Its name, whatever the case.</param>
    public string this[string name] => Attributes.GetValueOrDefault(name, "");
}

/// <summary>What a tag does.</summary>
internal enum TagKind
{
    /// <summary>Begins an element.</summary>
    Opening,

    /// <summary>Ends one.</summary>
    Closing,

    /// <summary>Is a whole one.</summary>
    Empty,
}
