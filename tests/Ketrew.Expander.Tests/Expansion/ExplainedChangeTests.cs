using System.Globalization;
using Ketrew.Expander.Expansion;
using Ketrew.Expander.Tests.Packages;
using Ketrew.Sdk.Observations;
using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Expansion;

/// <summary>For each kind of question: exactly its answer changes, and the explanation names kind, key, old, new and the plugin's line.</summary>
public sealed class ExplainedChangeTests : IDisposable
{
    private readonly TrickProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("text: a.txt", "a.txt", "two\n", "read-text", "a.txt", "`one⏎`", "`two⏎`", "`one⏎` → `two⏎`", "context.ReadText(")]
    [InlineData("maybe: new.txt", "new.txt", "x", "read-text", "new.txt", "missing", "`x`", "missing → `x`", "context.TryReadText(")]
    [InlineData("bytes: a.txt", "a.txt", "o", "read-bytes", "a.txt", "4 bytes", "1 byte", "4 bytes → 1 byte", "context.ReadBytes(")]
    [InlineData("value: { file: a.json, pointer: /k }", "a.json", """{ "k": 2 }""", "read-value", "a.json /k", "`1`", "`2`", "`1` → `2`", "context.ReadValue(")]
    [InlineData("lines: { file: a.txt, expression: o }", "a.txt", "one\nfour\n", "lines", "a.txt o", "1 line", "2 lines", "+ four", "context.Lines(")]
    [InlineData("exists: new.txt", "new.txt", "", "exists", "new.txt", "missing", "file", "missing → file", "context.Exists(")]
    [InlineData("list: src", "src/b.c", "", "list", "src", "1 name", "2 names", "+ b.c=", "context.List(")]
    [InlineData("glob: src/*.c", "src/b.c", "", "glob", "src/*.c", "1 path", "2 paths", "+ src/b.c", "context.Glob(")]
    public async Task A_file(string question, string file, string content, string kind, string key, string old, string now, string difference, string call)
    {
        _project.Write("a.txt", "one\n").Write("a.json", """{ "k": 1 }""").Write("src/a.c", "").Use($"- ask: {{ {question} }}");
        await _project.ExpandAsync();

        ExpansionResult after = await _project.Write(file, content).ExpandAsync();

        AssertChange(after, kind, $"{kind} {key}", old, now, difference, "Questions.cs", call);
    }

    [Theory]
    [InlineData("one", "two", "set", "set", "it has another value")]
    [InlineData(null, "two", "unset", "set", "it is set now")]
    [InlineData("one", null, "set", "unset", "it is unset now")]
    [InlineData("", null, "set", "unset", "it is unset now")]
    public async Task A_variable_without_its_value(string? before, string? after, string old, string now, string difference)
    {
        _project.Use("- ask: { environment: ALLOWED }");
        Set(before);
        await _project.ExpandAsync();
        Set(after);

        AssertChange(await _project.ExpandAsync(), "environment", "environment ALLOWED", old, now, difference, "Questions.cs", "context.Environment(");
    }

    [Theory]
    [InlineData("operating_system", "os")]
    [InlineData("architecture", "architecture")]
    public async Task The_platform(string facet, string key)
    {
        _project.Use($"- ask: {{ platform: {facet} }}");
        await ExpandOnAsync("vax");

        ExpansionResult after = await ExpandOnAsync("pdp11");

        AssertChange(after, "platform", $"platform {key}", "`vax`", "`pdp11`", "`vax` → `pdp11`", "Questions.cs", "context.Platform(");
    }

    [Fact]
    public async Task A_file_of_a_site()
    {
        using PackageProject project = Site("text: a.css");
        await project.ExpandAsync();

        project.Write("installation/packages/acme.gui/1.0.0/a.css", "new");

        AssertChange(
            await project.ExpandAsync(), "site-text", "site-text acme.gui themes a.css",
            "`acme.gui in installation`", "`new`", "`acme.gui in installation` → `new`", "SiteQuestions.cs", "context.SiteText(");
    }

    [Fact]
    public async Task The_files_of_a_site()
    {
        using PackageProject project = Site("files: '*.css'");
        await project.ExpandAsync();

        project.Write("installation/packages/acme.gui/1.0.0/b.css", "");

        AssertChange(
            await project.ExpandAsync(), "site-files", "site-files acme.gui themes *.css", "1 file", "2 files", "+ b.css", "SiteQuestions.cs", "context.SiteFiles(");
    }

    [Fact]
    public async Task What_a_tool_prints()
    {
        _project.Variables["PATH"] = "/usr/bin:/bin";
        _project.Write("a.txt", "one").Use("- tool: { name: cat, arguments: [a.txt], inputs: [a.txt] }", "allow: { tools: [cat] }");
        await _project.ExpandAsync();

        ExpansionResult after = await _project.Write("a.txt", "two").ExpandAsync();

        AssertChange(after, "run-tool", "run cat a.txt", "`one`", "`two`", "`one` → `two`", "Questions.cs", "context.RunTool(");
    }

    [Fact]
    public async Task The_output_of_a_target()
    {
        _project.Use("- target: { name: split, outputs: [out.txt], run: make-list }\n- impatient: { target: split, path: out.txt }").Write("out.txt", "one");
        ExpansionResult late = await _project.ExpandAsync();
        _project.Made = new(late.Plan!.Targets.ToDictionary(target => target.Id));
        await _project.ExpandAsync();

        ExpansionResult after = await _project.Write("out.txt", "two").ExpandAsync();

        Assert.Matches(@"^impatient: output-of split out\.txt at Questions\.cs:\d+: late$", late.Reasons());
        AssertChange(after, "output-of", "output-of split out.txt", "`one`", "`two`", "`one` → `two`", "Questions.cs", "context.OutputOf(");
    }

    [Fact]
    public async Task What_was_asked_is_known_of_hits_as_well()
    {
        _project.Write("src/a.c", "").Use("- ask: { glob: src/*.c }");
        await _project.ExpandAsync();

        StanzaReport report = Assert.Single((await _project.ExpandAsync()).Stanzas);

        Assert.Null(report.Reason);
        AnsweredQuestion asked = Assert.Single(report.Questions);
        Assert.Equal(("glob", "glob src/*.c", "1 path"), (asked.Kind, asked.Question, asked.Answer));
    }

    private static void AssertChange(ExpansionResult result, string kind, string question, string old, string now, string difference, string file, string call)
    {
        MissReason.AnswerChanged changed = Assert.IsType<MissReason.AnswerChanged>(Assert.Single(result.Stanzas).Reason);
        string[] place = changed.PluginLine.Split(':');
        string line = File.ReadAllLines(Path.Combine(Repository.Root, "testdata", "plugins", "Tricks", file))[int.Parse(place[1], CultureInfo.InvariantCulture) - 1];

        Assert.Equal((kind, question, old, now), (changed.Asked.Kind, changed.Question, changed.Asked.Answer, changed.Now));
        Assert.Equal(difference, Assert.Single(changed.Differences));
        Assert.Equal(file, place[0]);
        Assert.Contains(call, line, StringComparison.Ordinal);
    }

    private static PackageProject Site(string question) => new PackageProject()
        .Install("project/.ketrew", "asking", "1.0.0")
        .InstallFiles("installation", "acme.gui", "1.0.0", "sites: { themes: what it looks like }\nfiles: [{ site: themes, from: '*.css' }]", "a.css")
        .Use("  - package: asking", $"  - asking.ask-site: {{ package: acme.gui, site: themes, {question} }}");

    private void Set(string? value)
    {
        _project.Variables.Remove("ALLOWED");
        if (value is not null)
        {
            _project.Variables.Add("ALLOWED", value);
        }
    }

    private Task<ExpansionResult> ExpandOnAsync(string platform) => WorkflowExpander.ExpandAsync(
        _project.Options(), question => question is Question.Platform ? new Answer.Text(platform) : null, CancellationToken.None);
}
