using System.Diagnostics;
using System.Text;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Reading;

/// <summary>A node tree as bytes: a table of the texts, then the nodes, each with its kind, its place relative to the one before, and its parts.</summary>
/// <remarks>Numbers are of variable length, since nearly all are small; texts that repeat (field names do) are stored once.</remarks>
internal sealed class NodeSerializer : IDisposable
{
    // Marks of a node; those of scalars are followed by the kinds of the core schema.
    public const byte SequenceMark = 0;
    public const byte MappingMark = 1;
    public const byte FirstScalarMark = 2;

    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];
    private readonly MemoryStream _nodes = new();
    private readonly BinaryWriter _writer;
    private int _line;

    private NodeSerializer() => _writer = new BinaryWriter(_nodes, Encoding.UTF8);

    /// <summary>The bytes of a tree.</summary>
    /// <param name="root">Every node with a span, all in one file.</param>
    public static byte[] Serialize(Node root)
    {
        using NodeSerializer serializer = new();
        serializer.Write(root);
        using MemoryStream whole = new();
        using BinaryWriter writer = new(whole, Encoding.UTF8);
        writer.Write7BitEncodedInt(serializer._texts.Count);
        foreach (string text in serializer._texts)
        {
            writer.Write(text);
        }

        serializer._nodes.WriteTo(whole);
        return whole.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer.Dispose();
        _nodes.Dispose();
    }

    private void Write(Node node)
    {
        switch (node)
        {
            case ScalarNode scalar:
                _writer.Write((byte)(FirstScalarMark + (int)scalar.Kind));
                WriteText(scalar.Text);
                WriteSpan(scalar.Span);
                break;
            case SequenceNode sequence:
                _writer.Write(SequenceMark);
                WriteSpan(sequence.Span);
                _writer.Write7BitEncodedInt(sequence.Items.Count);
                foreach (Node item in sequence.Items)
                {
                    Write(item);
                }

                break;
            case MappingNode mapping:
                _writer.Write(MappingMark);
                WriteSpan(mapping.Span);
                _writer.Write7BitEncodedInt(mapping.Fields.Count);
                foreach (FieldNode field in mapping.Fields)
                {
                    WriteText(field.Name);
                    WriteSpan(field.NameSpan);
                    Write(field.Value);
                }

                break;
            default:
                throw new UnreachableException(node.GetType().Name);
        }
    }

    private void WriteText(string text)
    {
        if (!_indexes.TryGetValue(text, out int index))
        {
            index = _texts.Count;
            _texts.Add(text);
            _indexes.Add(text, index);
        }

        _writer.Write7BitEncodedInt(index);
    }

    private void WriteSpan(SourceSpan? span)
    {
        SourceSpan place = span ?? throw new InvalidOperationException("A tree with a node without span can't be cached.");
        _writer.Write7BitEncodedInt(ZigZag(place.Line - _line));
        _writer.Write7BitEncodedInt(place.Column);
        _writer.Write7BitEncodedInt(place.EndLine - place.Line);
        _writer.Write7BitEncodedInt(place.EndColumn);
        _line = place.Line;
    }

    // An alias stands below what it repeats, so that the way to the next node may lead up.
    private static int ZigZag(int number) => (number << 1) ^ (number >> 31);
}
