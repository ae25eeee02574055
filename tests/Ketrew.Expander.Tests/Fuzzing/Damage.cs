using System.Diagnostics.CodeAnalysis;

namespace Ketrew.Expander.Tests.Fuzzing;

/// <summary>What disks, pipes, merges and people do to files.</summary>
[SuppressMessage("Security", "CA5394", Justification = "It is damage, not a secret.")]
internal static class Damage
{
    private static readonly byte[][] _tokens =
    [
        .. new[] { "{{", "}}", "[", "]", "{", "}", ":", "- ", "\n", "\t", "\0", "&a", "*a", "!!str", "|", ">", "\"", "'", "#", "---\n", "<<<<<<< HEAD\n", "=======\n", ">>>>>>> x\n", "\uFEFF", "\u2028", "null", "1e999", "ketrew: 1", "stanzas:" }
            .Select(System.Text.Encoding.UTF8.GetBytes),
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF],
    ];

    /// <summary>A damaged input.</summary>
    /// <param name="corpus">Whole ones.</param>
    /// <param name="random">Decides everything.</param>
    public static byte[] To(IReadOnlyList<byte[]> corpus, Random random)
    {
        List<byte> bytes = [.. corpus[random.Next(corpus.Count)]];
        int wounds = 1 + random.Next(4);
        for (int i = 0; i < wounds; i++)
        {
            Wound(bytes, corpus, random);
        }

        return [.. bytes];
    }

    private static void Wound(List<byte> bytes, IReadOnlyList<byte[]> corpus, Random random)
    {
        int at = random.Next(bytes.Count + 1);
        int length = Math.Min(random.Next(64), bytes.Count - at);
        switch (random.Next(7))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                bytes.InsertRange(at, _tokens[random.Next(_tokens.Length)]);
                break;
            case 5:
                byte[] other = corpus[random.Next(corpus.Count)];
                bytes.InsertRange(at, other.AsSpan(random.Next(other.Length + 1)));
                break;
            default:
                byte[] noise = new byte[random.Next(16)];
                random.NextBytes(noise);
                bytes.InsertRange(at, noise);
                break;
        }
    }
}
