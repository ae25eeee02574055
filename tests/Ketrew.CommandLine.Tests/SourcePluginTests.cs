namespace Ketrew.CommandLine.Tests;

public sealed class SourcePluginTests
{
    [Fact]
    public async Task A_single_file_is_all_that_a_plugin_takes()
    {
        await using ProgramProject project = new();
        project.Write("tools/greet.stanza.cs",
            """
            // Says hello to everybody.
            [Stanza("greet")]
            public sealed class GreetStanza : Stanza<GreetStanza.Fields>
            {
                public sealed record Fields(ValueList<string> People);

                protected override void Expand(Fields fields, StanzaContext context)
                {
                    foreach (string person in fields.People)
                    {
                        context.Emit(new TargetStanza($"greet-{person}") { Run = $"echo hello {Shell.Quote(person)}" });
                    }
                }
            }
            """);
        project.Write("workflow.yaml", "ketrew: 1\nplugins:\n  - source: tools/greet.stanza.cs\nstanzas:\n  - greet: { people: [anna] }\n");

        Outcome expanded = await project.RunAsync("expand");
        Outcome explained = await project.RunAsync("explain", "greet-anna");

        await Verify($"{expanded}\n{explained}");
    }
}
