using System.Text.RegularExpressions;
using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Expansion;

/// <summary>The examples of <c>docs/templates.md</c>: templates begin with a remark that names their file, everything else is a workflow.</summary>
public sealed partial class DocumentedTemplateTests : IDisposable
{
    private static readonly string[] _blocks =
        [.. Example().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "templates.md"))).Select(match => match.Groups[1].Value)];

    private readonly TrickProject _project = new();

    public static TheoryData<string> Workflows => [.. _blocks.Where(text => text.StartsWith("ketrew: 1", StringComparison.Ordinal))];

    public void Dispose() => _project.Dispose();

    [Theory]
    [MemberData(nameof(Workflows))]
    public async Task An_example_of_the_guide_is_right(string workflow)
    {
        foreach (string template in _blocks.Where(text => text.StartsWith("# ", StringComparison.Ordinal)))
        {
            _project.Write(template[2..template.IndexOf('\n', StringComparison.Ordinal)], template);
        }

        _project.Write("words.txt", "some words").Write("workflow.yaml", workflow);

        Assert.True((await _project.PlanAsync()).Targets.Count > 0);
    }

    [GeneratedRegex("^```yaml\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Example();
}
