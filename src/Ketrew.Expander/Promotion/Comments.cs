using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace Ketrew.Expander.Promotion;

/// <summary>The comments of a YAML file: what looks like one inside of a text isn't.</summary>
internal static class Comments
{
    /// <summary>The comments that begin in a stretch of a file, in order, each from its <c>#</c> to the end of its line.</summary>
    /// <param name="text">The file; it has no syntax error.</param>
    /// <param name="start">First character.</param>
    /// <param name="end">After the last.</param>
    public static IEnumerable<string> Between(string text, int start, int end)
    {
        Scanner scanner = new(new StringReader(text), skipComments: false);
        while (scanner.MoveNext())
        {
            if (scanner.Current is Comment comment && comment.Start.Index >= start && comment.Start.Index < end)
            {
                yield return LineFrom(text, (int)comment.Start.Index);
            }
        }
    }

    private static string LineFrom(string text, int index)
    {
        int length = text.AsSpan(index).IndexOfAny('\n', '\r');
        return (length < 0 ? text[index..] : text.Substring(index, length)).TrimEnd();
    }
}
