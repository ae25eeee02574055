namespace Ketrew.Sdk.Describing;

/// <summary>A type that others refer to.</summary>
/// <param name="Name">Unique within the description of one stanza, or of the language.</param>
/// <param name="Type">What it takes.</param>
internal sealed record NamedType(string Name, FieldType Type);
