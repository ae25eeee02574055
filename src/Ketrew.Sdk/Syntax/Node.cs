using System.Globalization;
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

    /// <summary>A string.</summary>
    /// <param name="text">Any text; it stays a string even when it looks like a number.</param>
    public static Node String(string text) => new ScalarNode(text, ScalarKind.Text);

    /// <summary>A list.</summary>
    /// <param name="items">In order.</param>
    public static Node List(params ReadOnlySpan<Node> items) => new SequenceNode(ValueList.Create(items));

    /// <summary>A mapping.</summary>
    /// <param name="fields">Names with values; every name once.</param>
    public static Node Mapping(params ReadOnlySpan<(string Name, Node Value)> fields)
    {
        List<FieldNode> nodes = [];
        foreach ((string name, Node value) in fields)
        {
            nodes.Add(new FieldNode(name, value));
        }

        return new MappingNode(nodes.ToValueList());
    }

    /// <summary>A string, as <see cref="String"/>.</summary>
    /// <param name="text">Any text.</param>
    public static implicit operator Node(string text) => String(text);

    /// <summary>A whole number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Node(int value) => new ScalarNode(value.ToString(CultureInfo.InvariantCulture), ScalarKind.Integer);

    /// <summary>A boolean.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator Node(bool value) => new ScalarNode(value ? "true" : "false", ScalarKind.Boolean);
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
