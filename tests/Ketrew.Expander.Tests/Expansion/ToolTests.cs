using System.Runtime.Versioning;
using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Expansion;

/// <summary>Tools that run for a stanza: what they see, when they run again, and how their failures are told.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ToolTests : IDisposable
{
    private readonly TrickProject _project = new();
    private readonly TemporaryDirectory _bin = new();

    public ToolTests()
    {
        _project.Variables["PATH"] = $"{_bin.FullPath}:/usr/bin:/bin";
        _project.Write("src/a.txt", "alpha\n").Write("src/b.txt", "beta\n");
    }

    public void Dispose()
    {
        _project.Dispose();
        _bin.Dispose();
    }

    [Fact]
    public async Task A_tool_sees_its_inputs_under_their_paths_and_nothing_else()
    {
        Tool("look", "find . -type f | sort; cat src/a.txt");

        ExpansionResult result = await Use("look", "[]", "[src/a.txt]").ExpandAsync();

        Assert.Equal("./src/a.txt\nalpha\n", result.Answer());
    }

    [Fact]
    public async Task A_tool_gets_its_arguments_as_they_are_and_no_environment_but_the_usual()
    {
        _project.Variables["SECRET"] = "x";
        Tool("words", "printf '%s|' \"$@\"; env | cut -d= -f1 | sort | tr '\\n' ' '");

        ExpansionResult result = await Use("words", """["a b", "$HOME", "", "*"]""", "[]").ExpandAsync();

        Assert.Equal("a b|$HOME||*|HOME LC_ALL PATH PWD TMPDIR TZ ", result.Answer().Replace("OLDPWD ", "", StringComparison.Ordinal).Replace("SHLVL ", "", StringComparison.Ordinal).Replace("_ ", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_tool_with_the_same_inputs_is_not_run_again()
    {
        CountingTool();

        await Use("count", "[]", "[src/a.txt]").ExpandAsync();
        ExpansionResult second = await _project.ExpandAsync();
        await Use("count", "[]", "[src/a.txt]", "args: { other: plugin }").ExpandAsync();

        Assert.True(second.IsHit());
        Assert.Equal(1, Runs());
    }

    [Fact]
    public async Task Another_input_runs_it_again_and_the_same_output_is_a_hit()
    {
        CountingTool();
        await Use("count", "[]", "[src/a.txt]").ExpandAsync();

        ExpansionResult same = await _project.Write("src/a.txt", "omega\n").ExpandAsync();
        ExpansionResult other = await _project.Write("src/a.txt", "two\nlines\n").ExpandAsync();
        ExpansionResult back = await _project.Write("src/a.txt", "alpha\n").ExpandAsync();

        Assert.True(same.IsHit());
        Assert.Equal("1\n", same.Answer());
        Assert.Equal("tool: run count at Questions.cs:132: `1⏎` → `2⏎`", other.Reasons());
        Assert.True(back.IsHit());
        Assert.Equal(3, Runs());
    }

    [Fact]
    public async Task Another_tool_of_that_name_is_run()
    {
        CountingTool();
        await Use("count", "[]", "[src/a.txt]").ExpandAsync();
        Tool("count", "echo other");

        ExpansionResult result = await _project.ExpandAsync();

        Assert.Equal("other\n", result.Answer());
    }

    [Fact]
    public async Task A_file_of_the_project_can_be_a_tool()
    {
        _project.Write("tools/upper.sh", "#!/bin/sh\ntr a-z A-Z < src/b.txt\n");
        File.SetUnixFileMode(_project["tools/upper.sh"], UnixFileMode.UserRead | UnixFileMode.UserExecute);

        ExpansionResult result = await Use("tools/upper.sh", "[]", "[src/b.txt]").ExpandAsync();

        Assert.Equal("BETA\n", result.Answer());
    }

    [Fact]
    public async Task What_a_damaged_memory_says_is_not_believed()
    {
        CountingTool();
        await Use("count", "[]", "[src/a.txt]").ExpandAsync();
        foreach (string file in Directory.GetFiles(_project[".ketrew/cache/tools"], "*", SearchOption.AllDirectories))
        {
            byte[] content = File.ReadAllBytes(file);
            content[^1] ^= 1;
            File.WriteAllBytes(file, content);
        }

        ExpansionResult result = await _project.ExpandAsync();

        Assert.True(result.IsHit());
        Assert.Equal(2, Runs());
    }

    [Theory]
    [InlineData("missing", "nowhere", "[]", "[]")]
    [InlineData("refused", "cat", "[]", "[]")]
    [InlineData("failing", "fail", "[]", "[]")]
    [InlineData("bytes", "bytes", "[]", "[]")]
    [InlineData("input", "fail", "[]", "[src/none.txt]")]
    [InlineData("directory", "fail", "[]", "[src]")]
    public async Task What_goes_wrong_with_a_tool_is_told_at_the_stanza(string variant, string tool, string arguments, string inputs)
    {
        Tool("fail", "echo first >&2; echo 'no such grammar' >&2; exit 3");
        Tool("bytes", "printf '\\377'");

        Use(tool, arguments, inputs, variant == "refused" ? "allow: {}" : null);

        await Verify(await _project.ProblemsAsync(), variant);
    }

    [Fact]
    public async Task A_tool_that_fails_is_run_again_next_time()
    {
        Tool("moody", $"test -e {_bin["mended"]}");
        string before = await Use("moody", "[]", "[]").ProblemsAsync();
        _bin.Write("mended", "");

        ExpansionResult after = await _project.ExpandAsync();

        Assert.Contains("`moody` ended with exit code 1", before, StringComparison.Ordinal);
        Assert.NotNull(after.Plan);
    }

    [Fact]
    public async Task A_tool_that_prints_without_end_is_ended()
    {
        Tool("flood", "yes");

        Assert.Contains("`flood` printed more than 16 MiB", await Use("flood", "[]", "[]").ProblemsAsync(), StringComparison.Ordinal);
    }

    private TrickProject Use(string tool, string arguments, string inputs, string? declaration = null) =>
        _project.Use($"  - tool: {{ name: {tool}, arguments: {arguments}, inputs: {inputs} }}", declaration is null or ['a', 'r', ..] ? $"allow: {{ tools: [{tool}] }}\n    {declaration}" : declaration);

    private void Tool(string name, string script)
    {
        string path = _bin[name];
        File.Delete(path);
        _bin.Write(name, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private void CountingTool() => Tool("count", $"echo x >> {_bin["runs"]}; wc -l < src/a.txt | tr -d ' '");

    private int Runs() => File.ReadAllLines(_bin["runs"]).Length;
}
