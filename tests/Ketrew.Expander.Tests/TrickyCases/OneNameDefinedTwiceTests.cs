namespace Ketrew.Expander.Tests.TrickyCases;

public sealed class OneNameDefinedTwiceTests : TrickyCase
{
    private const string Tricks = "{ assembly: lib/Tricks.dll }";

    [Theory]
    [InlineData($"[{Tricks}, {Tricks}]", "KE301")]
    [InlineData($"[{Tricks}, {{ assembly: lib/Tricks.dll, as: my }}]", "")]
    [InlineData("[{ assembly: lib/Tricks.dll, as: my }, { assembly: lib/Tricks.dll, as: my }]", "KE301")]
    public async Task Two_plugins_with_one_name_are_refused_where_they_are_declared_unless_one_has_a_prefix(string plugins, string code)
    {
        Project.Write("workflow.yaml", $"ketrew: 1\nplugins: {plugins}\nstanzas: []\n");

        Assert.Equal(code, string.Join(' ', (await Project.ExpandAsync()).Diagnostics.Select(diagnostic => diagnostic.Code)));
    }

    [Theory]
    [InlineData("", "KE302")]
    [InlineData(", override: true", "")]
    public async Task An_inner_plugin_hides_an_outer_one_only_when_it_says_so(string declaration, string code)
    {
        Project.Write("workflow.yaml", $"ketrew: 1\nplugins: [{Tricks}]\ndirectories: [inner]\nstanzas: []\n");
        Project.Write("inner/workflow.yaml", $"plugins: [{{ assembly: ../lib/Tricks.dll{declaration} }}]\nstanzas: []\n");

        Assert.Equal(code, string.Join(' ', (await Project.ExpandAsync()).Diagnostics.Select(diagnostic => diagnostic.Code)));
    }

    [Fact]
    public async Task A_stanza_of_the_language_is_not_defined_again()
    {
        Project.Write("workflow.yaml", "ketrew: 1\nstanzas:\n  - define: { name: target, expand: [] }\n");

        Assert.Contains("target", await ProblemsAsync(), StringComparison.Ordinal);
        Assert.Null((await Project.ExpandAsync()).Plan);
    }

    [Fact]
    public async Task What_a_directory_declares_is_unknown_beside_it_above_it_and_in_another_project()
    {
        Project.Write("workflow.yaml", "ketrew: 1\ndirectories: [a, b, c]\nstanzas:\n  - loose: {}\n");
        Project.Write("a/workflow.yaml", "plugins: [{ assembly: ../lib/Tricks.dll }]\ndirectories: [own]\nstanzas:\n  - loose: { t: echo }\n");
        Project.Write("a/own/workflow.yaml", "project: own\nstanzas:\n  - loose: {}\n");
        Project.Write("b/workflow.yaml", "stanzas:\n  - loose: {}\n").Write("c/workflow.yaml", "stanzas: []\n");

        ExpansionResult result = await Project.ExpandAsync();

        Assert.Equal(["a/own/workflow.yaml", "b/workflow.yaml", "workflow.yaml"], result.Diagnostics.Where(diagnostic => diagnostic.Code == "KE303").Select(diagnostic => diagnostic.Span?.File).Order(StringComparer.Ordinal));
        Assert.Contains("note: defined by plugin `../lib/Tricks.dll`, which is not in scope here".Replace("../", "", StringComparison.Ordinal), Project.Render(result), StringComparison.Ordinal);
    }
}
