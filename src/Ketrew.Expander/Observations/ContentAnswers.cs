using System.Text;
using Ketrew.Sdk;
using Ketrew.Sdk.Observations;

namespace Ketrew.Expander.Observations;

/// <summary>Answers that follow from the content of one file each, with their questions, as bytes: so that somebody can look whether they are still the same when the file was edited.</summary>
/// <param name="root">Absolute path of the project's root.</param>
public sealed class ContentAnswers(string root)
{
    private readonly World _world = new(root, static _ => null);

    /// <summary>True when a question still has its answer. What it looks at counts as looked at once, however many questions there are.</summary>
    /// <param name="answer">What <see cref="ExpanderOptions.Answering"/> was told.</param>
    public bool IsSame(byte[] answer)
    {
        try
        {
            using BinaryReader reader = new(new MemoryStream(answer), Encoding.UTF8);
            string[] parts = new string[reader.Read7BitEncodedInt()];
            for (int i = 0; i < parts.Length; i++)
            {
                parts[i] = reader.ReadString();
            }

            Question question = Question.FromParts(ValueList.Create<string>(parts));
            return DigestOf(_world.Ask(question)).AsSpan().SequenceEqual(reader.ReadBytes(Digest.SizeInBytes));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or FormatException)
        {
            return false;
        }
    }

    /// <summary>The bytes.</summary>
    internal static byte[] ToBytes(Question question, Answer answer)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream, Encoding.UTF8);
        ValueList<string> parts = question.ToParts();
        writer.Write7BitEncodedInt(parts.Count);
        foreach (string part in parts)
        {
            writer.Write(part);
        }

        writer.Write(DigestOf(answer));
        writer.Flush();
        return stream.ToArray();
    }

    private static byte[] DigestOf(Answer answer)
    {
        byte[] bytes = new byte[Digest.SizeInBytes];
        Digest.Of(answer.ToParts().AsSpan()).CopyTo(bytes);
        return bytes;
    }
}
