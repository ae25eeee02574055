using System.Text.Json.Serialization;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk.Describing;

/// <summary>One field that may be written.</summary>
/// <param name="Name">As users write it.</param>
/// <param name="Type">What it takes.</param>
/// <param name="IsRequired">True when it can't be left out.</param>
/// <param name="Documentation">Sentences for people, with literals in backticks; empty when nobody wrote any.</param>
internal sealed record FieldDescription(string Name, FieldType Type, bool IsRequired, string Documentation)
{
    /// <summary>What leaving it out means, as it would be written; null when that is unknown, or nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Node? Default { get; init; }
}
