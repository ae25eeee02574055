using Ketrew.TestSupport;

namespace Ketrew.Expander.Tests.Expansion;

public sealed class ScopeTests : IDisposable
{
    private const string Tricks = "plugins: [{ assembly: lib/Tricks.dll }]";
    private const string TricksAgain = "{ assembly: ../lib/Tricks.dll";

    private readonly TrickProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_plugin_is_seen_in_the_subtree_of_its_file_and_not_beside_or_above()
    {
        Root("directories: [a]", "  - loose: {}").Write("a/workflow.yaml", $"plugins: [{TricksAgain} }}]\ndirectories: [b/c]\nstanzas:\n  - loose: {{ t: a }}\n")
            .Write("a/b/c/workflow.yaml", "stanzas:\n  - loose: { t: a }\n").Write("beside/workflow.yaml", "stanzas:\n  - loose: {}\n");

        await Snapshot.Verify(await _project.ProblemsAsync());
    }

    [Fact]
    public async Task A_project_in_a_project_sees_its_own_plugins_only_and_so_do_its_directories()
    {
        Root($"{Tricks}\ndirectories: [own]").Write("own/workflow.yaml", "project: own\nplugins: [{ assembly: ../lib/Samples.dll }]\ndirectories: [deep]\nstanzas:\n  - loose: {}\n  - nested: {}\n")
            .Write("own/deep/workflow.yaml", "stanzas:\n  - loose: {}\n  - nested: {}\n");

        await Snapshot.Verify(await _project.ProblemsAsync());
    }

    [Fact]
    public async Task A_project_may_use_a_name_of_the_project_around_it_for_something_else()
    {
        Root($"{Tricks}\ndirectories: [own]", "  - loose: { t: a }").Write("own/workflow.yaml", $"project: own\nplugins: [{TricksAgain} }}]\nstanzas:\n  - loose: {{ t: a }}\n");

        Assert.Equal(["own:t", "t"], (await _project.PlanAsync()).Ids());
    }

    [Fact]
    public async Task Without_subdirectories_a_plugin_is_for_the_directory_of_its_file_alone()
    {
        Root("plugins: [{ assembly: lib/Tricks.dll, subdirectories: false }]\ndirectories: [sub]", "  - loose: { t: a }\n  - subdirectory: { path: placed, stanzas: [{ loose: {} }] }")
            .Write("sub/workflow.yaml", "stanzas:\n  - loose: {}\n");

        await Snapshot.Verify(await _project.ProblemsAsync());
    }

    [Fact]
    public async Task A_name_that_is_not_for_subdirectories_is_free_there()
    {
        Root("plugins: [{ assembly: lib/Tricks.dll, subdirectories: false }]\ndirectories: [sub]", "  - loose: { t: a }").Write("sub/workflow.yaml", $"plugins: [{TricksAgain} }}]\nstanzas:\n  - loose: {{ t: a }}\n");

        Assert.Equal(["sub:t", "t"], (await _project.PlanAsync()).Ids());
    }

    [Fact]
    public async Task What_overrides_is_meant_from_its_file_on_and_the_outer_one_elsewhere()
    {
        _project.Variables.Add("ALLOWED", "seen");
        Root($"{Tricks}\ndirectories: [inner, beside]", Ask("root")).Write("beside/workflow.yaml", $"stanzas:\n{Ask("beside")}\n").Write("inner/deep/workflow.yaml", $"stanzas:\n{Ask("deep")}\n")
            .Write("inner/workflow.yaml", $"plugins: [{TricksAgain}, override: true, allow: {{ environment: [ALLOWED] }} }}]\ndirectories: [deep]\nstanzas:\n{Ask("inner")}\n");

        ExpansionResult result = await _project.ExpandAsync();

        Assert.Equal(["beside/workflow.yaml", "workflow.yaml"], result.Diagnostics.Select(diagnostic => diagnostic.Span?.File).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_collision_is_told_at_the_declaration_though_nobody_uses_the_name()
    {
        Root($"{Tricks}\ndirectories: [sub]").Write("sub/workflow.yaml", $"plugins:\n  - {TricksAgain}, subdirectories: false }}\n  - {TricksAgain}, as: ours }}\n  - {TricksAgain}, as: ours, override: true }}\nstanzas: []\n");

        await Snapshot.Verify(await _project.ProblemsAsync());
    }

    [Fact]
    public async Task Two_plugins_may_share_a_prefix_as_long_as_their_names_differ()
    {
        Root("plugins: [{ assembly: lib/Tricks.dll, as: our }, { assembly: lib/Samples.dll, as: our }]", "  - our.loose: { t: a }\n  - our.nested: {}");

        Assert.NotEmpty((await _project.PlanAllowingWarningsAsync("workflow.yaml")).Targets);
    }

    [Fact]
    public async Task What_is_emitted_into_another_directory_is_looked_up_where_it_was_written()
    {
        Root($"{Tricks}\ndirectories: [sub]", "  - emit: { items: [{ kind: loose, into: sub, fields: { t: a } }, { kind: nested, into: sub }] }")
            .Write("sub/workflow.yaml", "project: sub\nplugins: [{ assembly: ../lib/Samples.dll }]\nstanzas: []\n");

        await Snapshot.Verify(await _project.ProblemsAsync());
    }

    [Fact]
    public async Task What_an_included_file_uses_is_looked_up_from_the_file_that_includes_it()
    {
        Root($"{Tricks}\ndirectories: [own]", "  - include: own/shared.yaml").Write("own/workflow.yaml", "project: own\nstanzas: []\n").Write("own/shared.yaml", "stanzas:\n  - loose: { t: a }\n");

        Assert.Equal(["t"], (await _project.PlanAsync()).Ids());
    }

    private TrickProject Root(string head, string stanzas = "  []") => _project.Write("workflow.yaml", $"ketrew: 1\n{head}\nstanzas:\n{stanzas}\n");

    private static string Ask(string name) => $"  - ask: {{ name: {name}, environment: ALLOWED }}";
}
