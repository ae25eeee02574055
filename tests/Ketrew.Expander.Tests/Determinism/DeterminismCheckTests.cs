using System.Text.RegularExpressions;
using Ketrew.Expander.Determinism;
using Ketrew.Expander.Tests.Expansion;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Tests.Determinism;

public sealed class DeterminismCheckTests : IDisposable
{
    private readonly TrickProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task What_depends_on_its_fields_and_questions_only_passes_and_leaves_no_trace()
    {
        _project.Write("a.txt", "").Use("- word-count: { texts: \"*.txt\" }\n- ask: { platform: operating_system }\n- countdown: { from: 3 }\n- complain: { warning: hm }");
        ExpansionResult first = await _project.ExpandAsync();
        Assert.NotNull(first.Plan);
        string[] before = FilesOfCache();

        ValueList<Diagnostic> problems = await DeterminismCheck.OfAsync(_project.Options(), first, CancellationToken.None);

        Assert.Empty(problems);
        Assert.Equal(before, FilesOfCache());
    }

    [Theory]
    [InlineData("careless: { printed: \"1234.5\" }", "description: \"1234.5\"", "description: 1234·5")]
    [InlineData("careless: { hour: true }", "description: 00:00:00", "description: 12:45:00")]
    [InlineData("fickle: {}", "asks exists …", "asks exists …")]
    public async Task What_depends_on_anything_else_is_told_with_what_it_did_before_and_now(string stanza, string before, string now)
    {
        string problems = await CheckAsync($"- {stanza}");

        Assert.Matches("KE328: plugin `lib/(Tricks|Unruly).dll` isn't deterministic", problems);
        Assert.Matches($"(?m)^ +- +{Regex.Escape(before)}", problems);
        Assert.Matches($"(?m)^ +[+] +{Regex.Escape(now)}", problems);
        Assert.Matches(@"\(at (Surroundings|Questions)\.cs:\d+\)", problems);
    }

    [Fact]
    public async Task What_fails_in_other_surroundings_only_is_told_too() =>
        Assert.Contains("KE326: plugin `lib/Unruly.dll` failed with System.FormatException", await CheckAsync("- careless: { read: \"1.5\" }"), StringComparison.Ordinal);

    [Fact]
    public async Task A_stanza_that_differs_on_a_declared_platform_is_told_with_the_difference_once()
    {
        string problems = await CheckAsync("- careless: { platform: operating_system }\n- emit: { items: [{ kind: careless, into: sub, fields: { printed: \"1\" } }] }", "macos/x64, windows/x64");

        await Verify(Regex.Replace(problems, "(?<=- +description: )[a-z]+$", "HERE", RegexOptions.Multiline));
    }

    [Fact]
    public async Task Nothing_is_said_about_platforms_that_nobody_declared() =>
        Assert.Equal("", await CheckAsync("- careless: { platform: operating_system }"));

    [Fact]
    public async Task An_unknown_platform_is_an_error_of_the_workflow_file()
    {
        _project.Write("workflow.yaml", "ketrew: 1\nplatforms: [linux/x46]\nstanzas: []\n");

        string problems = await _project.ProblemsAsync();

        Assert.Contains("workflow.yaml:2:13", problems, StringComparison.Ordinal);
        Assert.Contains("hint: write `linux/x64`", problems, StringComparison.Ordinal);
    }

    private async Task<string> CheckAsync(string stanzas, string? platforms = null)
    {
        _project.Use(stanzas);
        if (platforms is not null)
        {
            _project.Write("workflow.yaml", $"platforms: [{platforms}]\n{File.ReadAllText(_project["workflow.yaml"])}");
        }

        ExpansionResult first = await _project.ExpandAsync();
        Assert.NotNull(first.Plan);
        ValueList<Diagnostic> problems = await DeterminismCheck.OfAsync(_project.Options(), first, CancellationToken.None);
        return Regex.Replace(_project.Render(first with { Diagnostics = problems }), "[0-9a-f]{32}", "…");
    }

    private string[] FilesOfCache() =>
        [.. Directory.GetFiles(_project[".ketrew"], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => $"{file} {Digest.Of(File.ReadAllText(file))}")];
}
