using Ketrew.TestSupport;

namespace Ketrew.PluginHost.Tests.Scripting;

/// <summary>An example of <c>docs/scripting.md</c>.</summary>
/// <param name="Kind">The word behind the fence: <c>expression</c>, <c>refused</c>, or for a template that of what it gives, <c>output</c> or <c>value</c>.</param>
/// <param name="Code">What is run.</param>
/// <param name="Expected">What is to come of it.</param>
public sealed record PageExample(string Kind, string Code, string Expected)
{
    /// <summary>All of the page, in order.</summary>
    public static IReadOnlyList<PageExample> All { get; } = [.. Read()];

    private static IEnumerable<PageExample> Read()
    {
        string template = "";
        foreach ((string kind, string[] lines) in Blocks())
        {
            if (kind == "template")
            {
                template = string.Join('\n', lines);
            }
            else if (kind is "output" or "value")
            {
                yield return new PageExample(kind, template, string.Join('\n', lines));
            }
            else
            {
                foreach (string line in lines)
                {
                    int split = line.LastIndexOf("  # ", StringComparison.Ordinal);
                    yield return new PageExample(kind, line[..split].TrimEnd(), line[(split + 4)..]);
                }
            }
        }
    }

    private static IEnumerable<(string Kind, string[] Lines)> Blocks()
    {
        string[] page = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "scripting.md"));
        for (int start = 0; start < page.Length; start++)
        {
            if (page[start].StartsWith("```", StringComparison.Ordinal))
            {
                int end = Array.IndexOf(page, "```", start + 1);
                yield return (page[start][3..], page[(start + 1)..end]);
                start = end;
            }
        }
    }
}
