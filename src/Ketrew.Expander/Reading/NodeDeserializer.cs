using System.Text;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Reading;

/// <summary>Reads what <see cref="NodeSerializer"/> wrote. The bytes are trusted: their digest has been compared.</summary>
/// <param name="bytes">The whole entry without its digest.</param>
/// <param name="file">What spans shall call the file.</param>
internal ref struct NodeDeserializer(ReadOnlySpan<byte> bytes, string file)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly string _file = file;
    private int _position;
    private int _line;
    private string[] _texts = [];

    /// <summary>The tree.</summary>
    public Node Read()
    {
        _texts = new string[ReadNumber()];
        for (int i = 0; i < _texts.Length; i++)
        {
            int length = ReadNumber();
            _texts[i] = Encoding.UTF8.GetString(_bytes.Slice(_position, length));
            _position += length;
        }

        return ReadNode();
    }

    private Node ReadNode()
    {
        byte mark = _bytes[_position++];
        if (mark >= NodeSerializer.FirstScalarMark)
        {
            string text = _texts[ReadNumber()];
            return new ScalarNode(text, (ScalarKind)(mark - NodeSerializer.FirstScalarMark), ReadSpan());
        }

        SourceSpan span = ReadSpan();
        return mark == NodeSerializer.SequenceMark ? new SequenceNode(ReadItems(), span) : new MappingNode(ReadFields(), span);
    }

    private ValueList<Node> ReadItems()
    {
        Node[] items = new Node[ReadNumber()];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = ReadNode();
        }

        return new ValueList<Node>(items);
    }

    private ValueList<FieldNode> ReadFields()
    {
        FieldNode[] fields = new FieldNode[ReadNumber()];
        for (int i = 0; i < fields.Length; i++)
        {
            string name = _texts[ReadNumber()];
            SourceSpan nameSpan = ReadSpan();
            fields[i] = new FieldNode(name, ReadNode(), nameSpan);
        }

        return new ValueList<FieldNode>(fields);
    }

    private SourceSpan ReadSpan()
    {
        int zigzag = ReadNumber();
        _line += (zigzag >>> 1) ^ -(zigzag & 1);
        int column = ReadNumber();
        int lines = ReadNumber();
        return new SourceSpan(_file, _line, column, _line + lines, ReadNumber());
    }

    private int ReadNumber()
    {
        uint number = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = _bytes[_position++];
            number |= (uint)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return (int)number;
            }
        }
    }
}
