using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Ketrew.Engine.Fingerprints;

namespace Ketrew.Engine.Storage;

/// <summary>The parts of a fingerprint as they are stored: for each its kind, the lengths of name and value in bytes of UTF-8, then both.</summary>
/// <remarks><c>8 2 4:t1text</c>; nothing stands between two of them, and nothing in them has a meaning, whatever commands hold.</remarks>
internal static class PartsText
{
    public static string Write(List<FingerprintPart> parts)
    {
        StringBuilder text = new();
        foreach (FingerprintPart part in parts)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"{(int)part.Kind} {Encoding.UTF8.GetByteCount(part.Name)} {Encoding.UTF8.GetByteCount(part.Value)}:")
                .Append(part.Name).Append(part.Value);
        }

        return text.ToString();
    }

    /// <exception cref="FormatException">It was not written so.</exception>
    public static List<FingerprintPart> Read(ReadOnlySpan<byte> text)
    {
        List<FingerprintPart> parts = [];
        while (!text.IsEmpty)
        {
            int kind = Number(ref text, (byte)' ');
            int nameLength = Number(ref text, (byte)' ');
            int valueLength = Number(ref text, (byte)':');
            if (text.Length < nameLength || text.Length - nameLength < valueLength)
            {
                throw new FormatException("The description of a success is cut off.");
            }

            parts.Add(new FingerprintPart((PartKind)kind, Encoding.UTF8.GetString(text[..nameLength]), Encoding.UTF8.GetString(text.Slice(nameLength, valueLength))));
            text = text[(nameLength + valueLength)..];
        }

        return parts;
    }

    private static int Number(ref ReadOnlySpan<byte> text, byte end)
    {
        if (!Utf8Parser.TryParse(text, out int number, out int length) || number < 0 || length == text.Length || text[length] != end)
        {
            throw new FormatException("The description of a success can't be understood.");
        }

        text = text[(length + 1)..];
        return number;
    }
}
