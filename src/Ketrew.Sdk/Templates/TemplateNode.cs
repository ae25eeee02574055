using System.Text.Json.Serialization;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk.Templates;

/// <summary>A part of what a template stands for: a YAML value whose texts may hold expressions, or a mapping that controls others.</summary>
/// <param name="Place">Its number: the way to its line.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "node")]
[JsonDerivedType(typeof(Literal), "literal")]
[JsonDerivedType(typeof(Text), "text")]
[JsonDerivedType(typeof(List), "list")]
[JsonDerivedType(typeof(Mapping), "mapping")]
[JsonDerivedType(typeof(For), "for")]
[JsonDerivedType(typeof(If), "if")]
[JsonDerivedType(typeof(Let), "let")]
internal abstract record TemplateNode(int Place)
{
    /// <summary>True for what controls others: a list that it gives becomes part of the list around it.</summary>
    [JsonIgnore]
    public bool IsControl => this is For or If or Let;

    /// <summary>A scalar that stays what it is.</summary>
    /// <param name="Place">Its number.</param>
    /// <param name="Value">The scalar.</param>
    public sealed record Literal(int Place, Node Value) : TemplateNode(Place);

    /// <summary>Text with expressions; nothing but one expression becomes that expression's value.</summary>
    /// <param name="Place">Its number.</param>
    /// <param name="Source">The text.</param>
    public sealed record Text(int Place, string Source) : TemplateNode(Place);

    /// <summary>A list.</summary>
    /// <param name="Place">Its number.</param>
    /// <param name="Items">In order.</param>
    public sealed record List(int Place, TemplateNode[] Items) : TemplateNode(Place);

    /// <summary>Names with values.</summary>
    /// <param name="Place">Its number.</param>
    /// <param name="Entries">In order.</param>
    public sealed record Mapping(int Place, TemplateEntry[] Entries) : TemplateNode(Place);

    /// <summary><c>{for, do}</c> or <c>{for, merge}</c>.</summary>
    /// <param name="Place">Its number.</param>
    /// <param name="Key">The variable for a name, or a position; null when only values are wanted.</param>
    /// <param name="Item">The variable for a value.</param>
    /// <param name="In">What is gone through: an expression.</param>
    /// <param name="Body">Once for each value.</param>
    /// <param name="IsMerge">True when mappings become one mapping, false when everything becomes one list.</param>
    public sealed record For(int Place, string? Key, string Item, TemplateText In, TemplateNode Body, bool IsMerge) : TemplateNode(Place);

    /// <summary><c>{if, then, else}</c>.</summary>
    /// <param name="Place">Its number.</param>
    /// <param name="Condition">An expression.</param>
    /// <param name="Then">When it is true.</param>
    /// <param name="Else">When it is not; null for nothing.</param>
    public sealed record If(int Place, TemplateText Condition, TemplateNode Then, TemplateNode? Else) : TemplateNode(Place);

    /// <summary><c>{let, in}</c>, or <c>let</c> as an item of a list.</summary>
    /// <param name="Place">Its number.</param>
    /// <param name="Variables">Each may use those before it.</param>
    /// <param name="In">Where they hold; null for the rest of the list.</param>
    public sealed record Let(int Place, TemplateEntry[] Variables, TemplateNode? In) : TemplateNode(Place);
}

/// <summary>One name with its value.</summary>
/// <param name="Place">The number of the name.</param>
/// <param name="Name">Its text.</param>
/// <param name="HasExpressions">True when expressions are in the name.</param>
/// <param name="Value">What it is set to.</param>
internal sealed record TemplateEntry(int Place, string Name, bool HasExpressions, TemplateNode Value);
