using System.Text.RegularExpressions;
using Ketrew.TestSupport;

namespace Ketrew.PluginHost.Tests.Compiling;

public sealed partial class DocumentedExampleTests
{
    private static readonly string[] _examples =
    [
        .. Example().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "writing-stanzas.md"))).Select(match => match.Groups[1].Value),
    ];

    public static TheoryData<string> Examples => [.. _examples];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_of_the_documentation_is_a_plugin_in_a_single_file(string text)
    {
        Assert.Contains("[Stanza(\"", text, StringComparison.Ordinal);
        Assert.Equal("  compiled", Snippets.Describe(Snippets.Compile(text)));
    }

    [GeneratedRegex("^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Example();
}
