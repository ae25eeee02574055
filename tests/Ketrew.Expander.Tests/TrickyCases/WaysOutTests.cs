using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Tests.TrickyCases;

/// <summary>What a single-file plugin can't even say. What compiled plugins can do is the matter of the plugin host's own tests.</summary>
public sealed class WaysOutTests : TrickyCase
{
    private static readonly string[] _refused =
    [
        "System.IO.File.ReadAllText(\"/etc/passwd\")",
        "System.IO.File.Exists(\"/etc/passwd\").ToString()",
        "System.IO.File.ReadAllText(\"/proc/self/environ\")",
        "System.IO.Directory.GetCurrentDirectory()",
        "System.Diagnostics.Process.Start(\"id\").ToString()",
        "System.Environment.GetEnvironmentVariable(\"HOME\")",
        "System.DateTime.Now.ToString()",
        "System.Guid.NewGuid().ToString()",
        "System.Random.Shared.Next().ToString()",
        "System.Console.In.ReadToEnd()",
        "typeof(object).Assembly.Location",
    ];

    private static readonly string[] _unknown = ["new System.Net.Sockets.TcpClient(\"localhost\", 1)", "new System.Net.Sockets.UdpClient(1)"];

    [Fact]
    public async Task Files_processes_variables_the_clock_and_chance_are_refused_each_at_its_line_with_what_to_do_instead()
    {
        ExpansionResult result = await ExpandAsync(_refused);

        Diagnostic[] refusals = [.. result.Diagnostics.Where(diagnostic => diagnostic.Code == "KE336")];
        Assert.Empty(Enumerable.Range(9, _refused.Length).Except(refusals.Select(refusal => refusal.Span?.Line ?? 0)));
        Assert.All(refusals, refusal => Assert.NotNull(refusal.Hint));
    }

    [Fact]
    public async Task The_network_is_nothing_that_the_compiler_knows()
    {
        ExpansionResult result = await ExpandAsync(_unknown);

        Assert.Equal([("KE335", 9), ("KE335", 10)], result.Diagnostics.Select(diagnostic => (diagnostic.Code, diagnostic.Span?.Line ?? 0)));
    }

    private async Task<ExpansionResult> ExpandAsync(string[] expressions)
    {
        Project.Write("way.stanza.cs", $$"""
            using Ketrew.Sdk;

            [Stanza("way")]
            public sealed class WayStanza : Stanza<WayStanza.Fields>
            {
                public sealed record Fields(string Name);

                protected override void Expand(Fields fields, StanzaContext context) => context.Emit(new GroupStanza(fields.Name
            {{string.Concat(expressions.Select(expression => $"        + {expression}\n"))}}
                ));
            }
            """);
        return await Project.Write("workflow.yaml", "ketrew: 1\nplugins: [{ source: way.stanza.cs }]\nstanzas:\n  - way: { name: a }\n").ExpandAsync();
    }
}
