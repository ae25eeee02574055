using System.Buffers;
using System.Buffers.Binary;

namespace Ketrew.Engine.Snapshots;

/// <summary>What follows from the content of files, as it lies in a snapshot's file: the number of the file's entry, how long the answer is, and the answer, which somebody else understands.</summary>
internal static class AnswerSection
{
    private const int HeadBytes = 2 * sizeof(int);

    /// <summary>The bytes.</summary>
    /// <param name="answers">With the entries of their files.</param>
    public static byte[] Write(IEnumerable<(int Entry, byte[] Answer)> answers)
    {
        ArrayBufferWriter<byte> section = new();
        foreach ((int entry, byte[] answer) in answers)
        {
            Span<byte> head = section.GetSpan(HeadBytes);
            BinaryPrimitives.WriteInt32LittleEndian(head, entry);
            BinaryPrimitives.WriteInt32LittleEndian(head[sizeof(int)..], answer.Length);
            section.Advance(HeadBytes);
            section.Write(answer);
        }

        return section.WrittenSpan.ToArray();
    }

    /// <summary>The answers that follow from some files.</summary>
    /// <param name="section">The bytes.</param>
    /// <param name="isWanted">By entry.</param>
    /// <returns>Null when the bytes are something else.</returns>
    public static List<byte[]>? TryRead(ReadOnlySpan<byte> section, bool[] isWanted)
    {
        List<byte[]> answers = [];
        while (!section.IsEmpty)
        {
            int entry = section.Length < HeadBytes ? -1 : BinaryPrimitives.ReadInt32LittleEndian(section);
            int length = entry < 0 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(section[sizeof(int)..]);
            if (length < 0 || length > section.Length - HeadBytes || entry >= isWanted.Length)
            {
                return null;
            }

            if (isWanted[entry])
            {
                answers.Add(section.Slice(HeadBytes, length).ToArray());
            }

            section = section[(HeadBytes + length)..];
        }

        return answers;
    }
}
