using System.Text;
using Ketrew.Expander.Hosting;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Syntax;
using Ketrew.Sdk.Templates;

namespace Ketrew.Expander.Caching;

/// <summary>Writes an <see cref="ExpansionRecord"/> as bytes and back. The key comes first, so that a segment is indexed without decoding.</summary>
internal static class RecordCodec
{
    private const byte ScalarTag = 0;
    private const byte SequenceTag = 1;
    private const byte MappingTag = 2;

    /// <summary>The bytes of a record.</summary>
    public static byte[] Encode(ExpansionRecord record)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream, Encoding.UTF8);
        WriteDigest(writer, record.Key);
        writer.Write(record.Subject.Stanza);
        writer.Write(record.Subject.Directory);
        writer.Write(record.Subject.Identity);
        writer.Write((byte)record.Sandbox);
        WriteAll(writer, record.Observations, WriteObservation);
        WriteAll(writer, record.Stanzas, WriteStanza);
        WriteAll(writer, record.Diagnostics, WriteDiagnostic);
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>The record that stands where a reader is.</summary>
    /// <exception cref="IOException">The bytes end early.</exception>
    /// <exception cref="FormatException">The bytes are something else.</exception>
    public static ExpansionRecord Decode(BinaryReader reader)
    {
        Digest key = ReadDigest(reader);
        ExpansionSubject subject = new(reader.ReadString(), reader.ReadString(), reader.ReadString());
        SandboxLevel sandbox = (SandboxLevel)reader.ReadByte();
        return new ExpansionRecord(key, subject, ReadAll(reader, ReadObservation), ReadAll(reader, ReadStanza), ReadAll(reader, ReadDiagnostic)) { Sandbox = sandbox };
    }

    private static void WriteObservation(BinaryWriter writer, Observation observation)
    {
        WriteAll(writer, observation.Question.ToParts(), static (to, part) => to.Write(part));
        WriteDigest(writer, observation.Answer);
        writer.Write(observation.Text is not null);
        WriteAll(writer, observation.Text ?? [], static (to, part) => to.Write(part));
        writer.Write(observation.PluginLine);
    }

    private static Observation ReadObservation(BinaryReader reader)
    {
        Question question = Question.FromParts(ReadAll(reader, static from => from.ReadString()));
        Digest answer = ReadDigest(reader);
        bool hasText = reader.ReadBoolean();
        ValueList<string> text = ReadAll(reader, static from => from.ReadString());
        return new Observation(question, answer, hasText ? text : null, reader.ReadString());
    }

    private static void WriteStanza(BinaryWriter writer, EmittedItem item)
    {
        writer.Write(item.Kind);
        writer.Write(item.Directory);
        WriteNode(writer, item.Fields);
        writer.Write(item.Origin);
        writer.Write(item.PluginLine);
        WriteAll(writer, [.. item.Places ?? []], static (to, place) => to.Write7BitEncodedInt(place));
    }

    // Without a single number there were none: the kind of a template's stanza has one.
    private static EmittedItem ReadStanza(BinaryReader reader)
    {
        EmittedItem item = new(reader.ReadString(), reader.ReadString(), ReadNode(reader), reader.ReadString(), reader.ReadString());
        ValueList<int> places = ReadAll(reader, static from => from.Read7BitEncodedInt());
        return places.IsEmpty ? item : item with { Places = [.. places] };
    }

    private static void WriteDiagnostic(BinaryWriter writer, StanzaDiagnostic diagnostic)
    {
        writer.Write(diagnostic.Code);
        writer.Write((byte)diagnostic.Severity);
        writer.Write(diagnostic.Message);
        writer.Write(diagnostic.Hint is not null);
        writer.Write(diagnostic.Hint ?? "");
        writer.Write(diagnostic.At);
        writer.Write(diagnostic.PluginLine);
        WriteAll(
            writer,
            diagnostic.Place is { } place ? ValueList.Create<int>([place.Place, place.Offset, place.Length]) : [],
            static (to, number) => to.Write7BitEncodedInt(number));
    }

    private static StanzaDiagnostic ReadDiagnostic(BinaryReader reader)
    {
        string code = reader.ReadString();
        Severity severity = (Severity)reader.ReadByte();
        string message = reader.ReadString();
        bool hasHint = reader.ReadBoolean();
        string hint = reader.ReadString();
        StanzaDiagnostic diagnostic = new(code, severity, message, hasHint ? hint : null, reader.ReadString(), reader.ReadString());
        return ReadAll(reader, static from => from.Read7BitEncodedInt()) is [var place, var offset, var length]
            ? diagnostic with { Place = new TemplatePlace(place, offset, length) }
            : diagnostic;
    }

    private static void WriteNode(BinaryWriter writer, Node node)
    {
        switch (node)
        {
            case SequenceNode sequence:
                writer.Write(SequenceTag);
                WriteAll(writer, sequence.Items, WriteNode);
                break;
            case MappingNode mapping:
                writer.Write(MappingTag);
                WriteAll(writer, mapping.Fields, static (to, field) =>
                {
                    to.Write(field.Name);
                    WriteNode(to, field.Value);
                });
                break;
            default:
                ScalarNode scalar = (ScalarNode)node;
                writer.Write(ScalarTag);
                writer.Write((byte)scalar.Kind);
                writer.Write(scalar.Text);
                break;
        }
    }

    private static Node ReadNode(BinaryReader reader)
    {
        switch (reader.ReadByte())
        {
            case SequenceTag:
                return new SequenceNode(ReadAll(reader, ReadNode));
            case MappingTag:
                return new MappingNode(ReadAll(reader, static from => new FieldNode(from.ReadString(), ReadNode(from))));
            case ScalarTag:
                ScalarKind kind = (ScalarKind)reader.ReadByte();
                return new ScalarNode(reader.ReadString(), kind);
            default:
                throw new FormatException("A node has an unknown tag.");
        }
    }

    private static void WriteDigest(BinaryWriter writer, Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Digest.SizeInBytes];
        digest.CopyTo(bytes);
        writer.Write(bytes);
    }

    private static Digest ReadDigest(BinaryReader reader)
    {
        Span<byte> bytes = stackalloc byte[Digest.SizeInBytes];
        reader.BaseStream.ReadExactly(bytes);
        return Digest.FromBytes(bytes);
    }

    private static void WriteAll<T>(BinaryWriter writer, ValueList<T> items, Action<BinaryWriter, T> write)
    {
        writer.Write7BitEncodedInt(items.Count);
        foreach (T item in items.AsSpan())
        {
            write(writer, item);
        }
    }

    private static ValueList<T> ReadAll<T>(BinaryReader reader, Func<BinaryReader, T> read)
    {
        int count = reader.Read7BitEncodedInt();
        if (count < 0 || count > reader.BaseStream.Length)
        {
            throw new FormatException($"A list can't have {count} items.");
        }

        T[] items = new T[count];
        for (int i = 0; i < count; i++)
        {
            items[i] = read(reader);
        }

        return ValueList.Create<T>(items);
    }
}
