using System.Buffers;
using System.Text;
using System.Text.Json;
using Ketrew.Expander.Reading;
using Ketrew.Expander.Schemas;

namespace Ketrew.Expander.Tests.Schemas;

/// <summary>YAML as our reader understands it, as JSON.</summary>
internal static class Json
{
    /// <summary>Null for what is no YAML, or an empty file.</summary>
    public static string? TryRead(byte[] content)
    {
        ReadResult result = YamlReader.Read(content, "a.yaml");
        if (result.Root is not { } root || !result.Diagnostics.IsEmpty)
        {
            return null;
        }

        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            NodeJson.Write(writer, root);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static string Read(string text) => TryRead(Encoding.UTF8.GetBytes(text)) ?? throw new FormatException(text);
}
