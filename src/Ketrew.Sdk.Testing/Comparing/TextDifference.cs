using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Ketrew.Sdk.Testing.Comparing;

/// <summary>Two texts, line by line.</summary>
internal static class TextDifference
{
    private const int LineLimit = 60;

    /// <summary>The lines that differ, with <c>-</c> and <c>+</c>.</summary>
    /// <param name="before">The expected text.</param>
    /// <param name="after">The actual text.</param>
    public static string Between(string before, string after)
    {
        DiffPaneModel model = new InlineDiffBuilder(new Differ()).BuildDiffModel(before, after);
        string[] lines =
        [
            .. model.Lines.Where(line => line.Type != ChangeType.Unchanged).Select(line => $"{(line.Type == ChangeType.Inserted ? '+' : '-')} {line.Text}"),
        ];
        return string.Join('\n', lines.Length <= LineLimit ? lines : [.. lines.Take(LineLimit), $"… and {lines.Length - LineLimit} more lines"]);
    }
}
