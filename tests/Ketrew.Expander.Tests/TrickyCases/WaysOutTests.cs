using Ketrew.Expander.Tests.Expansion;

namespace Ketrew.Expander.Tests.TrickyCases;

/// <summary>What a single-file plugin can't even say. What compiled plugins can do is the matter of the plugin host's own tests.</summary>
public sealed class WaysOutTests : TrickyCase
{
    [Theory]
    [InlineData("System.IO.File.ReadAllText(\"/etc/passwd\")")]
    [InlineData("System.IO.File.Exists(\"/etc/passwd\").ToString()")]
    [InlineData("System.IO.File.ReadAllText(\"/proc/self/environ\")")]
    [InlineData("System.Diagnostics.Process.Start(\"id\").ToString()")]
    [InlineData("new System.Net.Sockets.TcpClient(\"localhost\", 1).ToString()")]
    [InlineData("new System.Net.Sockets.UdpClient(1).ToString()")]
    [InlineData("System.Environment.GetEnvironmentVariable(\"HOME\")")]
    [InlineData("System.DateTime.Now.ToString()")]
    [InlineData("System.Guid.NewGuid().ToString()")]
    [InlineData("System.Random.Shared.Next().ToString()")]
    [InlineData("System.Console.In.ReadToEnd()")]
    [InlineData("System.IO.Directory.GetCurrentDirectory()")]
    [InlineData("typeof(object).Assembly.Location")]
    public async Task What_leads_out_of_a_stanza_is_an_error_at_its_line(string expression)
    {
        Project.Write("way.stanza.cs", $$"""
            using Ketrew.Sdk;

            [Stanza("way")]
            public sealed class WayStanza : Stanza<WayStanza.Fields>
            {
                public sealed record Fields(string Name);

                protected override void Expand(Fields fields, StanzaContext context) =>
                    context.Emit(new GroupStanza(fields.Name + {{expression}}));
            }
            """).Write("workflow.yaml", "ketrew: 1\nplugins: [{ source: way.stanza.cs }]\nstanzas:\n  - way: { name: a }\n");

        string problems = await ProblemsAsync();

        Assert.Matches("KE33[56]", problems);
        Assert.Contains("--> way.stanza.cs:9:", problems, StringComparison.Ordinal);
    }
}
