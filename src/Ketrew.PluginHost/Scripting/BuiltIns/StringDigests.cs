using System.Security.Cryptography;
using System.Text;
using Ketrew.PluginHost.Scripting.Values;

namespace Ketrew.PluginHost.Scripting.BuiltIns;

/// <summary><c>string.md5</c> and what else is made of a text's UTF-8 bytes.</summary>
internal static class StringDigests
{
    public static IReadOnlyList<BuiltIn> All { get; } =
    [
// The algorithms are what the functions are called; what a template does with them is no secret.
#pragma warning disable CA5350, CA5351
        new("md5", "text", call => Digest(MD5.HashData(Bytes(call.Text(0))))),
        new("sha1", "text", call => Digest(SHA1.HashData(Bytes(call.Text(0))))),
        new("hmac_sha1", "text secret_key", call => Digest(HMACSHA1.HashData(Bytes(call.Text(1)), Bytes(call.Text(0))))),
#pragma warning restore CA5350, CA5351
        new("sha256", "text", call => Digest(SHA256.HashData(Bytes(call.Text(0))))),
        new("sha512", "text", call => Digest(SHA512.HashData(Bytes(call.Text(0))))),
        new("hmac_sha256", "text secret_key", call => Digest(HMACSHA256.HashData(Bytes(call.Text(1)), Bytes(call.Text(0))))),
        new("hmac_sha512", "text secret_key", call => Digest(HMACSHA512.HashData(Bytes(call.Text(1)), Bytes(call.Text(0))))),
        new("base64_encode", "text", call => Value.From(Convert.ToBase64String(Bytes(call.Text(0))))),
        new("base64_decode", "text", Decode),
    ];

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static Value Digest(byte[] digest) => Value.From(Convert.ToHexStringLower(digest));

    private static Value Decode(CallArguments call)
    {
        byte[] bytes = new byte[call.Text(0).Length];
        return Convert.TryFromBase64String(call.Text(0), bytes, out int length)
            ? Value.From(Encoding.UTF8.GetString(bytes, 0, length))
            : throw new ScriptException("this is no Base64");
    }
}
