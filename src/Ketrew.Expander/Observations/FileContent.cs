using System.Text;
using Ketrew.Sdk;
using Ketrew.Sdk.Observations;

namespace Ketrew.Expander.Observations;

/// <summary>What a file holds, or the answer that says why it can't be had.</summary>
/// <param name="Bytes">Null when there is a problem.</param>
/// <param name="Problem">Null when there are bytes.</param>
internal sealed record FileContent(byte[]? Bytes, Answer? Problem)
{
    /// <summary>Throws on bytes that are no text, instead of replacing them.</summary>
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Bytes as text, without byte order mark; null when they are none.</summary>
    /// <param name="bytes">All of a file.</param>
    public static string? TextOf(byte[] bytes)
    {
        try
        {
            ReadOnlySpan<byte> mark = Encoding.UTF8.Preamble;
            return _utf8.GetString(bytes.AsSpan(bytes.AsSpan().StartsWith(mark) ? mark.Length : 0));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="tree">Holds it.</param>
    /// <param name="path">How to call it.</param>
    /// <param name="place">Where it is.</param>
    /// <param name="limitBytes">More than that is refused.</param>
    public static FileContent Read(IProjectTree tree, ProjectPath path, Place place, long limitBytes) => place.Kind switch
    {
        EntryKind.Missing => Refuse(new Answer.Missing()),
        EntryKind.Directory => Refuse(new Answer.Refused($"`{path}` is a directory")),
        EntryKind.DanglingLink => Refuse(new Answer.Refused($"`{path}` is a link that leads nowhere, or out of the project")),
        _ => tree.Read(path, place.RealPath, limitBytes),
    };

    /// <summary>A file that a stanza isn't given.</summary>
    /// <param name="path">How to call it.</param>
    /// <param name="limitBytes">What it exceeds.</param>
    public static FileContent TooLarge(ProjectPath path, long limitBytes) =>
        Refuse(new Answer.Refused($"`{path}` is larger than {limitBytes / (1024 * 1024)} MiB"));

    /// <summary>No content, but an answer.</summary>
    /// <param name="answer">Why.</param>
    public static FileContent Refuse(Answer answer) => new(null, answer);
}
