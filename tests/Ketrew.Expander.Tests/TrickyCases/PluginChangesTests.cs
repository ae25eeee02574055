using Ketrew.Expander.Tests.Expansion;
using Ketrew.Expander.Tests.Plugins;

namespace Ketrew.Expander.Tests.TrickyCases;

public sealed class PluginChangesTests : TrickyCase
{
    private const string Source =
        """
        using Ketrew.Sdk;

        [Stanza("greet")]
        public sealed class GreetStanza : Stanza<GreetStanza.Fields>
        {
            public sealed record Fields(string Whom);

            protected override void Expand(Fields fields, StanzaContext context) => context.Emit(new TargetStanza("greet") { Run = $"echo {fields.Whom}" });
        }
        """;

    [Fact]
    public async Task Other_bytes_of_the_same_version_are_another_plugin_and_the_same_output_is_the_same_plan()
    {
        Project.Use("- loose: { a: echo }");
        ExpansionResult before = await Project.ExpandAsync();
        File.WriteAllBytes(Project["lib/Tricks.dll"], [.. File.ReadAllBytes(Project["lib/Tricks.dll"]), 0]);

        ExpansionResult after = await Project.ExpandAsync();

        Assert.Equal("loose: plugin lib/Tricks.dll changed", after.Reasons());
        Assert.Equal(before.Plan, after.Plan);
    }

    [Fact]
    public async Task A_comment_in_the_source_of_a_plugin_gives_the_same_plan()
    {
        Project.Write("greet.stanza.cs", Source).Write("workflow.yaml", "ketrew: 1\nplugins: [{ source: greet.stanza.cs }]\nstanzas:\n  - greet: { whom: ada }\n");
        ExpansionResult before = await Project.ExpandAsync();

        ExpansionResult after = await Project.Write("greet.stanza.cs", $"{Source}\n// A remark.\n").ExpandAsync();

        Assert.Equal(before.Plan?.WithoutProvenance(), after.Plan?.WithoutProvenance());
        Assert.NotNull(after.Plan);
    }

    [Fact]
    public async Task What_a_plugin_needs_is_part_of_it()
    {
        Directory.CreateDirectory(Project["one"]);
        foreach (string file in (string[])["UsesOne.dll", "UsesOne.deps.json", "Versioned.dll"])
        {
            File.Copy(Path.Combine(PluginBuilds.FolderOf("UsesOne"), file), Project[$"one/{file}"]);
        }

        Project.Write("workflow.yaml", "ketrew: 1\nplugins: [{ assembly: one/UsesOne.dll }]\nstanzas:\n  - edition: {}\n");
        ExpansionResult before = await Project.ExpandAsync();
        File.WriteAllBytes(Project["one/Versioned.dll"], [.. File.ReadAllBytes(Project["one/Versioned.dll"]), 0]);

        ExpansionResult after = await Project.ExpandAsync();

        Assert.True(before.Plan is not null, Project.Render(before));
        Assert.Equal("edition: plugin one/UsesOne.dll changed", after.Reasons());
    }

    [Fact]
    public async Task A_plugin_that_is_replaced_while_it_is_used_is_noticed_next_time()
    {
        Project.Use("- misbehave: { deed: nothing }");
        Task<ExpansionResult> running = Project.ExpandAsync();
        string other = Project["lib/other.dll"];
        File.WriteAllBytes(other, [.. File.ReadAllBytes(Path.Combine(PluginBuilds.FolderOf("Unruly"), "Unruly.dll")), 0]);
        ExpansionResult first = await running;
        File.Move(other, Project["lib/Unruly.dll"], overwrite: true);

        ExpansionResult second = await Project.ExpandAsync();

        Assert.Equal(["survived"], first.Plan!.Ids());
        Assert.Equal("misbehave: plugin lib/Unruly.dll changed", second.Reasons());
    }
}
