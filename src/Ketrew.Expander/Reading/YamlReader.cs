using Ketrew.Expander.Diagnostics;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;
using YamlDotNet.Core.Events;

namespace Ketrew.Expander.Reading;

/// <summary>Text to <see cref="Node"/> tree. Pure: the same text gives the same tree and the same diagnostics.</summary>
internal static class YamlReader
{
    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="content">UTF-8, with or without byte order mark, any line ends.</param>
    /// <param name="file">What spans call the file.</param>
    public static ReadResult Read(ReadOnlySpan<byte> content, string file) => Read(content, file, CancellationToken.None);

    /// <summary>Reads the bytes of a file that may be large.</summary>
    /// <param name="content">As above.</param>
    /// <param name="file">What spans call the file.</param>
    /// <param name="cancellationToken">Ends it in the middle.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ReadResult Read(ReadOnlySpan<byte> content, string file, CancellationToken cancellationToken)
    {
        List<Diagnostic> diagnostics = [];
        string? text = SourceText.Decode(content, file, diagnostics);
        return Finish(text is null ? null : ReadText(text, file, diagnostics, cancellationToken), diagnostics);
    }

    /// <summary>Reads text.</summary>
    /// <param name="text">The whole document.</param>
    /// <param name="file">What spans call it.</param>
    public static ReadResult Read(string text, string file)
    {
        List<Diagnostic> diagnostics = [];
        return Finish(ReadText(text, file, diagnostics, CancellationToken.None), diagnostics);
    }

    private static Node? ReadText(string text, string file, List<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        if (!SourceText.Check(text, file, diagnostics))
        {
            return null;
        }

        EventReader events = new(text, file, diagnostics, cancellationToken);
        Node? root = null;
        while (events.MoveNext() && events.Current is not StreamEnd)
        {
            if (events.Current is not DocumentStart start)
            {
                continue;
            }

            if (root is not null)
            {
                // The mark of an explicit start is its `---`.
                events.Fail(Problem.SeveralDocuments(events.ToSpan(start.Start, start.End)));
                return root;
            }

            events.MoveNext();
            root = new TreeBuilder(text, events, diagnostics).ReadNode(1);
        }

        return events.HasFailed ? null : root;
    }

    private static ReadResult Finish(Node? root, List<Diagnostic> diagnostics) => new(root, [.. diagnostics]);
}
