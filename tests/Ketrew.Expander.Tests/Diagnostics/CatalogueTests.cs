using System.Text.RegularExpressions;
using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Diagnostics;

public sealed partial class CatalogueTests
{
    private static readonly string[] _catalogues =
    [
        "src/Ketrew.Expander/Diagnostics/Problem.cs",
        "src/Ketrew.Expander/Diagnostics/ExpansionProblem.cs",
        "src/Ketrew.Expander/Diagnostics/PackageProblem.cs",
        "src/Ketrew.Expander/Diagnostics/TemplateProblem.cs",
        "src/Ketrew.Expander/Plugins/Projects/PluginProjectProblem.cs",
        "src/Ketrew.Sdk/Protocol/SdkCodes.cs",
        "src/Ketrew.Sdk/Backends/BackendCodes.cs",
        "src/Ketrew.Backends/Hosts/HostConnections.cs",
        "src/Ketrew.Engine/Planning/GraphDiagnostics.cs",
    ];

    // Some of them only where a plugin's backend refuses.
    private static readonly string[] _reportedElsewhere =
    [
        "src/Ketrew.CommandLine/Projects/BackendProblem.cs",
    ];

    public static TheoryData<string> Catalogues => [.. _catalogues];

    private static IEnumerable<string> AcceptedTexts =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "testdata"), "expected.txt", SearchOption.AllDirectories),
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.verified.txt", SearchOption.AllDirectories),
    ];

    [Theory]
    [MemberData(nameof(Catalogues))]
    public void Every_code_is_in_an_accepted_text_and_in_the_documentation(string catalogue)
    {
        string[] codes = [.. CodesOf(File.ReadAllText(Path.Combine(Repository.Root, catalogue)))];

        string accepted = string.Join('\n', AcceptedTexts.Select(File.ReadAllText));
        string documented = File.ReadAllText(Path.Combine(Repository.Root, "docs", "errors.md"));

        Assert.NotEmpty(codes);
        Assert.DoesNotContain(codes, code => !Told(code).IsMatch(accepted));
        Assert.DoesNotContain(codes, code => !documented.Contains($"| {code} |", StringComparison.Ordinal));
    }

    [Fact]
    public void The_documentation_knows_no_code_that_nobody_reports()
    {
        string documented = File.ReadAllText(Path.Combine(Repository.Root, "docs", "errors.md"));

        string sources = string.Concat(_catalogues.Concat(_reportedElsewhere).Select(catalogue => File.ReadAllText(Path.Combine(Repository.Root, catalogue))));

        Assert.Empty(DocumentedCode().Matches(documented).Select(match => match.Groups[1].Value).Except(CodesOf(sources)));
    }

    private static IEnumerable<string> CodesOf(string source) => Code().Matches(source).Select(match => match.Groups[1].Value).Distinct();

    private static Regex Told(string code) => new($"\\b{code}\\b", RegexOptions.CultureInvariant);

    [GeneratedRegex("\"(K[A-Z][0-9]{3})\"")]
    private static partial Regex Code();

    [GeneratedRegex("^\\| (K[A-Z][0-9]{3}) \\|", RegexOptions.Multiline)]
    private static partial Regex DocumentedCode();
}
