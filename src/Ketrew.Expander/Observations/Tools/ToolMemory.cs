using System.Globalization;
using System.Text;
using Ketrew.Sdk;

namespace Ketrew.Expander.Observations.Tools;

/// <summary>Texts by the digest of what they follow from, one file each. A damaged file is as if it weren't there, and one that can't be written costs time later.</summary>
/// <param name="directory">Absolute path; made when something is remembered. Any number of processes may use it at once.</param>
internal sealed class ToolMemory(string directory)
{
    /// <summary>The text; null when it isn't known.</summary>
    /// <param name="key">What it follows from.</param>
    public string? Find(Digest key)
    {
        string path = PathOf(key);
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            byte[] content = File.ReadAllBytes(path);
            if (content.Length >= Digest.SizeInBytes && Digest.FromBytes(content.AsSpan(0, Digest.SizeInBytes)) == Seal(key, content.AsSpan(Digest.SizeInBytes)))
            {
                return Encoding.UTF8.GetString(content.AsSpan(Digest.SizeInBytes));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody else's trouble, or collected just now.
        }

        return null;
    }

    /// <summary>Keeps a text.</summary>
    /// <param name="key">What it follows from.</param>
    /// <param name="text">The text.</param>
    public void Remember(Digest key, string text)
    {
        byte[] body = Encoding.UTF8.GetBytes(text);
        byte[] content = new byte[Digest.SizeInBytes + body.Length];
        Seal(key, body).CopyTo(content);
        body.CopyTo(content, Digest.SizeInBytes);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(key))!);
            AtomicFile.Write(PathOf(key), content);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The tool runs again next time.
        }
    }

    private string PathOf(Digest key)
    {
        string name = key.ToString();
        return Path.Combine(directory, name[..2], name[2..]);
    }

    private static Digest Seal(Digest key, ReadOnlySpan<byte> body) => Digest.Of(key.ToString(), Digest.Of(body).ToString(), body.Length.ToString(CultureInfo.InvariantCulture));
}
