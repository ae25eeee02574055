using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Ketrew.Expander.Tests.Expansion;

/// <summary>For each kind of question: what changes its answer is a miss that says so, anything else is a hit.</summary>
public sealed class QuestionTests : IDisposable
{
    private readonly TrickProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("text: data/a.txt", "", "data/a.txt", "new\n", "read-text data/a.txt", "`one⏎two⏎three⏎` → `new⏎`")]
    [InlineData("maybe: data/new.txt", "missing", "data/new.txt", "there", "read-text data/new.txt", "missing → `there`")]
    [InlineData("bytes: data/a.txt", "", "data/a.txt", "four", "read-bytes data/a.txt", "14 bytes → 4 bytes")]
    [InlineData("value: { file: data/a.json, pointer: /b/1 }", "two", "data/a.json", """{ "a": 1, "b": ["one", "2"] }""", "read-value data/a.json /b/1", "`two` → `2`")]
    [InlineData("value: { file: data/a.json, pointer: /c }", "missing", "data/a.json", """{ "c": { "d": 1 } }""", "read-value data/a.json /c", "missing → `{\"d\":1}`")]
    [InlineData("value: { file: data/a.xml, pointer: /Project/@Sdk }", "Plain", "data/a.xml", "<Project Sdk='Fancy'/>", "read-value data/a.xml /Project/@Sdk", "`Plain` → `Fancy`")]
    [InlineData("value: { file: data/a.yaml, pointer: /k/0 }", "v", "data/a.yaml", "k: [w]", "read-value data/a.yaml /k/0", "`v` → `w`")]
    [InlineData("lines: { file: data/a.txt, expression: ^t }", "two|three", "data/a.txt", "one\ntwo\nten\n", "lines data/a.txt ^t", "- three; + ten")]
    [InlineData("exists: data/new.txt", "Missing", "data/new.txt", "", "exists data/new.txt", "missing → file")]
    [InlineData("exists: nowhere/below/x", "Missing", "nowhere/below/x/y", "", "exists nowhere/below/x", "missing → directory")]
    [InlineData("list: data", "", "data/b.txt", "", "list data", "+ b.txt=")]
    [InlineData("glob: \"**/*.txt\"", "data/a.txt", "deep/er/b.txt", "", "glob **/*.txt", "+ deep/er/b.txt")]
    public async Task A_changed_answer_is_named_with_old_and_new(string question, string first, string file, string content, string asked, string difference)
    {
        ExpansionResult before = await Prepare(question).ExpandAsync();

        ExpansionResult after = await _project.Write(file, content).ExpandAsync();

        Assert.Contains(first, before.Answer(), StringComparison.Ordinal);
        Assert.NotEqual(before.Answer(), after.Answer());
        Assert.Matches($"^ask: {Regex.Escape(asked)} at Questions\\.cs:[0-9]+: {Regex.Escape(difference)}$", after.Reasons());
    }

    [Theory]
    [InlineData("text: data/a.txt", "data/b.txt", "new")]
    [InlineData("text: data/a.txt", "data/a.txt", "one\ntwo\nthree\n")]
    [InlineData("maybe: data/new.txt", "data/other.txt", "")]
    [InlineData("bytes: data/a.txt", "data/a.json", "{}")]
    [InlineData("value: { file: data/a.json, pointer: /b/1 }", "data/a.json", """{ "zero": 0, "b": [ "1", "two" ] }""")]
    [InlineData("value: { file: data/a.json, pointer: /a }", "data/a.json", """{"b":{},"a":1}""")]
    [InlineData("value: { file: data/a.xml, pointer: /Project/@Sdk }", "data/a.xml", "<!-- remark --><Project Other='1' Sdk='Plain'><Item/></Project>")]
    [InlineData("lines: { file: data/a.txt, expression: ^t }", "data/a.txt", "eleven\ntwo\nmore\nthree")]
    [InlineData("lines: { file: data/a.txt, expression: \"\" }", "data/a.txt", "one\r\ntwo\r\nthree")]
    [InlineData("exists: data/a.txt", "data/a.txt", "other content")]
    [InlineData("list: data", "data/a.txt", "other content")]
    [InlineData("list: .", "data/below.txt", "")]
    [InlineData("glob: \"data/*.txt\"", "data/b.md", "")]
    [InlineData("glob: \"data/*.txt\"", "data/deeper/b.txt", "")]
    [InlineData("glob: \"**/*.yaml\"", "workflow.expanded.yaml", "")]
    [InlineData("list: .", ".ketrew/x", "")]
    [InlineData("platform: operating_system", "data/a.txt", "")]
    public async Task Any_other_change_is_a_hit_and_starts_no_process(string question, string file, string content)
    {
        ExpansionResult before = await Prepare(question).ExpandAsync();

        ExpansionResult after = await _project.Write(file, content).ExpandAsync();

        Assert.Equal(1, before.PluginHostStarts);
        Assert.True(after.IsHit(), after.Reasons());
        Assert.Equal(before.Plan, after.Plan);
    }

    [Fact]
    public async Task A_glob_that_loses_a_file_is_asked_again_and_what_was_is_remembered()
    {
        Prepare("glob: \"data/*.txt\"").Write("data/b.txt", "");
        await _project.ExpandAsync();
        File.Delete(_project["data/b.txt"]);

        ExpansionResult lost = await _project.ExpandAsync();
        ExpansionResult back = await _project.Write("data/b.txt", "other").ExpandAsync();

        Assert.Contains("- data/b.txt", lost.Reasons(), StringComparison.Ordinal);
        Assert.True(back.IsHit());
        Assert.Equal("data/a.txt|data/b.txt", back.Answer());
    }

    [Fact]
    public async Task A_file_that_becomes_a_directory_or_a_dangling_link_is_another_answer()
    {
        Prepare("exists: thing").Write("thing", "");
        await _project.ExpandAsync();

        File.Delete(_project["thing"]);
        Directory.CreateDirectory(_project["thing"]);
        ExpansionResult directory = await _project.ExpandAsync();
        Directory.Delete(_project["thing"]);
        File.CreateSymbolicLink(_project["thing"], "nowhere");
        ExpansionResult link = await _project.ExpandAsync();

        Assert.EndsWith("file → directory", directory.Reasons(), StringComparison.Ordinal);
        Assert.Equal("DanglingLink", link.Answer());
    }

    [Fact]
    public async Task A_link_on_the_way_that_leads_elsewhere_is_noticed()
    {
        Prepare("text: way/a.txt").Write("one/a.txt", "1").Write("two/a.txt", "2");
        Directory.CreateSymbolicLink(_project["way"], "one");
        await _project.ExpandAsync();

        Directory.Delete(_project["way"]);
        Directory.CreateSymbolicLink(_project["way"], "two");
        ExpansionResult after = await _project.ExpandAsync();

        Assert.EndsWith("`1` → `2`", after.Reasons(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_variable_is_answered_when_it_is_allowed_and_unset_is_not_empty()
    {
        Prepare("environment: ALLOWED");
        ExpansionResult unset = await _project.ExpandAsync();
        _project.Variables["ALLOWED"] = "";
        _project.Variables["OTHER"] = "x";
        ExpansionResult empty = await _project.ExpandAsync();
        _project.Variables["OTHER"] = "y";
        ExpansionResult other = await _project.ExpandAsync();

        Assert.Equal("unset", unset.Answer());
        Assert.Equal("", empty.Answer());
        Assert.Contains("environment ALLOWED", empty.Reasons(), StringComparison.Ordinal);
        Assert.True(other.IsHit());
    }

    [Fact]
    public async Task A_variable_that_is_not_allowed_is_refused_until_the_declaration_says_so()
    {
        _project.Variables["SECRET"] = "s";
        string refused = await Prepare("environment: SECRET").ProblemsAsync();

        ExpansionResult allowed = await _project.Use("- ask: { environment: SECRET }", "allow: { environment: [SECRET] }").ExpandAsync();

        Assert.Contains("the variable `SECRET` isn't allowed: add `allow: { environment: [SECRET] }` to the plugin", refused, StringComparison.Ordinal);
        Assert.Equal("s", allowed.Answer());
    }

    [Fact]
    public async Task The_platform_is_that_of_the_machine()
    {
        ExpansionResult result = await Prepare("platform: architecture").ExpandAsync();

        Assert.Equal(RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant(), result.Answer());
    }

    [Theory]
    [InlineData("text: data", "`data` is a directory")]
    [InlineData("text: data/none.txt", "`data/none.txt` doesn't exist")]
    [InlineData("text: outside", "`outside` is a link that leads nowhere, or out of the project")]
    [InlineData("list: data/none", "`data/none` doesn't exist")]
    [InlineData("list: data/a.txt", "`data/a.txt` is no directory")]
    [InlineData("lines: { file: data/a.txt, expression: \"(\" }", "is no regular expression")]
    [InlineData("value: { file: data/a.txt, pointer: /a }", "`data/a.txt` is no XML")]
    [InlineData("value: { file: data/bad.json, pointer: /a }", "`data/bad.json` is no JSON (line 2)")]
    [InlineData("value: { file: data/half.json, pointer: /a }", "`data/half.json` is no JSON")]
    [InlineData("value: { file: data/a.json, pointer: a }", "`a` is no pointer: it begins with `/`")]
    public async Task A_question_without_answer_is_an_error_of_the_stanza_with_the_plugins_line(string question, string reason)
    {
        Prepare(question).Write("data/bad.json", "{\n]").Write("data/half.json", """{ "a": "\ud800" }""");
        File.CreateSymbolicLink(_project["outside"], "/etc/passwd");

        string cold = await _project.ProblemsAsync();
        ExpansionResult warm = await _project.ExpandAsync();

        Assert.Contains(reason, cold, StringComparison.Ordinal);
        Assert.Contains("reported at Questions.cs:", cold, StringComparison.Ordinal);
        Assert.Equal(cold, _project.Render(warm));
        Assert.True(warm.IsHit());
    }

    [Theory]
    [InlineData("exists")]
    [InlineData("maybe")]
    public async Task A_name_longer_than_any_file_has_is_missing(string question)
    {
        ExpansionResult result = await Prepare($"{question}: {new string('n', 300)}").ExpandAsync();

        Assert.Equal("missing", result.Answer(), ignoreCase: true);
    }

    [Fact]
    public async Task A_pipe_is_not_waited_for()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        Prepare("text: data/pipe");
        using (Process mkfifo = Process.Start("mkfifo", _project["data/pipe"]))
        {
            await mkfifo.WaitForExitAsync();
        }

        string problems = await _project.ProblemsAsync();

        Assert.Contains("`data/pipe` is no regular file", problems, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("/etc/passwd")]
    [InlineData("[")]
    public async Task A_pattern_that_leaves_the_project_or_is_broken_is_the_plugins_mistake(string pattern)
    {
        string problems = await Prepare($"glob: \"{pattern}\"").ProblemsAsync();

        Assert.Contains("KE326", problems, StringComparison.Ordinal);
        Assert.Contains("Questions.cs:", problems, StringComparison.Ordinal);
    }

    private TrickProject Prepare(string question) => _project
        .Write("data/a.txt", "one\ntwo\nthree\n")
        .Write("data/a.json", """{ "a": 1, "b": ["one", "two"] }""")
        .Write("data/a.xml", "<Project Sdk='Plain'/>")
        .Write("data/a.yaml", "k: [v]")
        .Use($"- ask: {{ {question} }}");
}
