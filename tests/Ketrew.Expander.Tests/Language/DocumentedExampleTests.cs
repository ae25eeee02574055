using System.Text.RegularExpressions;
using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Language;

public sealed partial class DocumentedExampleTests
{
    // What uses plugins needs their projects.
    private static readonly string[] _examples =
    [
        .. Example().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "language.md")))
            .Select(match => match.Groups[1].Value)
            .Where(text => text.StartsWith("ketrew: 1", StringComparison.Ordinal) && !text.Contains("plugins:", StringComparison.Ordinal)),
    ];

    public static TheoryData<string> Examples => [.. _examples];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_of_the_language_is_right(string text) =>
        Assert.NotEmpty(new WorkflowFiles(new() { ["workflow.yaml"] = text }).Lower().Targets);

    [GeneratedRegex("^```yaml\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Example();
}
