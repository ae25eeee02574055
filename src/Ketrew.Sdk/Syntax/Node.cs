using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Sdk.Syntax;

/// <summary>A value of a workflow file as it was written, before anybody knows what it means.</summary>
public abstract class Node
{
    private protected Node(SourceSpan? span) => Span = span;

    /// <summary>Where it was written; null for what a plugin made, and in a plugin, where positions are unknown.</summary>
    public SourceSpan? Span { get; }

    /// <summary>What to call it in a message: <c>a string</c>, <c>a list</c>, <c>a mapping</c>.</summary>
    public abstract string Description { get; }
}

/// <summary>What a scalar is by the YAML 1.2 core schema.</summary>
public enum ScalarKind
{
    /// <summary>Text; everything quoted is.</summary>
    Text,

    /// <summary><c>null</c>, <c>~</c>, or nothing.</summary>
    Null,

    /// <summary><c>true</c> or <c>false</c> (not <c>yes</c>, not <c>on</c>).</summary>
    Boolean,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number with a fraction or an exponent, an infinity, or not-a-number.</summary>
    Float,
}

/// <summary>One value without parts.</summary>
/// <param name="text">The text, without quotes and escapes.</param>
/// <param name="kind">What it is by the core schema.</param>
/// <param name="span">Where it was written.</param>
public sealed class ScalarNode(string text, ScalarKind kind, SourceSpan? span = null) : Node(span)
{
    /// <summary>The text, without quotes and escapes.</summary>
    public string Text { get; } = text;

    /// <summary>What the text is by the core schema.</summary>
    public ScalarKind Kind { get; } = kind;

    /// <inheritdoc/>
    public override string Description => Kind switch
    {
        ScalarKind.Null => "nothing",
        ScalarKind.Boolean => "a boolean",
        ScalarKind.Integer or ScalarKind.Float => "a number",
        _ => "a string",
    };
}

/// <summary>A list of values.</summary>
/// <param name="items">In the order written.</param>
/// <param name="span">Where it was written.</param>
public sealed class SequenceNode(ValueList<Node> items, SourceSpan? span = null) : Node(span)
{
    /// <summary>In the order written.</summary>
    public ValueList<Node> Items { get; } = items;

    /// <inheritdoc/>
    public override string Description => "a list";
}

/// <summary>Names with values; every name once.</summary>
/// <param name="fields">In the order written.</param>
/// <param name="span">Where it was written.</param>
public sealed class MappingNode(ValueList<FieldNode> fields, SourceSpan? span = null) : Node(span)
{
    /// <summary>In the order written.</summary>
    public ValueList<FieldNode> Fields { get; } = fields;

    /// <inheritdoc/>
    public override string Description => "a mapping";

    /// <summary>The value of a field; null when there is none of that name.</summary>
    /// <param name="name">Compared ordinally.</param>
    public Node? this[string name]
    {
        get
        {
            foreach (FieldNode field in Fields.AsSpan())
            {
                if (field.Name == name)
                {
                    return field.Value;
                }
            }

            return null;
        }
    }
}

/// <summary>One name with its value.</summary>
/// <param name="name">The key's text.</param>
/// <param name="value">What it is set to.</param>
/// <param name="nameSpan">Where the key was written.</param>
public sealed class FieldNode(string name, Node value, SourceSpan? nameSpan = null)
{
    /// <summary>The key's text.</summary>
    public string Name { get; } = name;

    /// <summary>What it is set to.</summary>
    public Node Value { get; } = value;

    /// <summary>Where the key was written; null when unknown.</summary>
    public SourceSpan? NameSpan { get; } = nameSpan;
}
