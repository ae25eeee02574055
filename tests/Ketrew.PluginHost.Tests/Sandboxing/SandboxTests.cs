using System.Diagnostics;
using Ketrew.Expander.Hosting;
using Ketrew.PluginHost.Tests.Hosting;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Protocol;

namespace Ketrew.PluginHost.Tests.Sandboxing;

public class SandboxTests
{
    private static readonly PluginHostOptions _closed = Builds.Options with { RequiredSandbox = SandboxLevel.Kernel };

    // Something of every assembly that single-file plugins may use, and of what a host reads late.
    private const string Permitted =
        """
        using System.Collections.Immutable;
        using System.Numerics;
        using System.Security.Cryptography;
        using System.Text;
        using System.Text.Json.Nodes;
        using System.Text.RegularExpressions;
        using System.Xml.Linq;

        [Stanza("permitted")]
        public sealed class PermittedStanza : Stanza<PermittedStanza.Fields>
        {
            public sealed record Fields(string Name);

            private static readonly Regex Word = new("(?<word>[a-z]+)", RegexOptions.Compiled);

            protected override void Expand(Fields fields, StanzaContext context)
            {
                string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(fields.Name)))[..8];
                string json = JsonNode.Parse("[1, {\"a\": 2}]")![1]!["a"]!.ToJsonString();
                string xml = XDocument.Parse("<a b='3'/>").Root!.Attribute("b")!.Value;
                string number = BigInteger.Pow(2, 100).ToString();
                string date = DateTime.ParseExact("2020-02-29", "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture).AddYears(1).ToString("o");
                ImmutableSortedSet<string> words = [.. Word.Matches("one two one").Select(match => match.Groups["word"].Value)];
                context.Warning($"{digest} {json} {xml} {number} {date} {string.Join('+', words)}");
                _ = fields.Name[0];
            }
        }
        """;

    [KernelFact]
    public void What_single_files_may_use_works_behind_the_kernel_and_a_trace_has_its_lines()
    {
        using Expander.Hosting.PluginHost host = new(_closed);
        CompilationOutcome compiled = host.Compile([new PluginSource("permitted", "permitted.stanza.cs", Permitted)], CancellationToken.None)["permitted"];
        HostedPlugin plugin = PluginOf("permitted", compiled);
        RecordingObserver observer = new();

        host.Expand([Expansions.Query(plugin, "permitted", ("name", "a")), Expansions.Query(plugin, "permitted", ("name", ""))], observer, CancellationToken.None);

        Assert.Equal(
            "Warning KS005 at ``: ca978112 2 3 1267650600228229401496703205376 2021-02-28T00:00:00.0000000 one+two (hint: ) (permitted.stanza.cs:24)",
            observer.Outcomes[0].Describe());
        Assert.Matches(@"PermittedStanza\.Expand \(permitted\.stanza\.cs:\d+\)$", observer.Outcomes[1].Describe());
        Assert.Empty(observer.Findings);
    }

    [KernelFact]
    public void What_compiles_after_a_plugin_came_is_another_process()
    {
        using Expander.Hosting.PluginHost host = new(_closed);
        host.Expand([Expansions.Query(Builds.Plugin("Samples"), "nested")], new RecordingObserver(), CancellationToken.None);

        IReadOnlyDictionary<string, CompilationOutcome> compiled = host.Compile([new PluginSource("key", "a.stanza.cs", Permitted)], CancellationToken.None);

        Assert.IsType<CompilationOutcome.Compiled>(compiled["key"]);
        Assert.Equal(2, host.ProcessesStarted);
    }

    [KernelFact]
    public void A_hundred_thousand_questions_of_a_closed_host_are_answered()
    {
        RecordingObserver observer = new();
        using Expander.Hosting.PluginHost host = new(_closed);

        host.Expand([Expansions.Query(Builds.Plugin("Samples"), "curious", ("times", 100_000))], observer, CancellationToken.None);

        Assert.IsType<ExpansionOutcome.Expanded>(Assert.Single(observer.Outcomes));
    }

    [Fact]
    public void A_host_that_does_not_come_up_closed_runs_at_a_lower_level_and_says_why()
    {
        using Expander.Hosting.PluginHost host = new(Builds.Misbehaving("dies-in-the-sandbox"));
        RecordingObserver observer = new();

        host.Expand([Expansions.Query(new HostedPlugin("some", () => new ProtocolMessage.Load("some", [])), "good")], observer, CancellationToken.None);

        Assert.IsType<ExpansionOutcome.Expanded>(Assert.Single(observer.Outcomes));
        Assert.Equal(new SandboxState(SandboxLevel.Process, "the plugin host doesn't come up in it: it ended with exit code 9"), host.Sandbox);
        Assert.Equal(2, host.ProcessesStarted);
    }

    [Fact]
    public void A_lower_level_than_required_runs_nothing()
    {
        using Expander.Hosting.PluginHost host = new(Builds.Misbehaving("dies-in-the-sandbox") with { RequiredSandbox = SandboxLevel.Kernel });
        RecordingObserver observer = new();

        KetrewException exception = Assert.Throws<KetrewException>(
            () => host.Expand([Expansions.Query(new HostedPlugin("some", () => new ProtocolMessage.Load("some", [])), "good")], observer, CancellationToken.None));

        Assert.Contains("level 3 only", exception.Message, StringComparison.Ordinal);
        Assert.Empty(observer.Heard);
    }

    [Fact]
    public async Task A_host_takes_no_plugin_while_it_is_open()
    {
        PluginHostLocation location = Builds.Options.Location!;
        ProcessStartInfo start = new(location.FileName, location.Arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        using FrameStream frames = new(process.StandardOutput.BaseStream, process.StandardInput.BaseStream);
        frames.Read();
        frames.Write(new ProtocolMessage.Welcome(1));

        frames.Write(new ProtocolMessage.Load("samples", Builds.Files("Samples")));

        Assert.Null(frames.Read());
        Assert.Contains("Load is nothing that an engine says now", await process.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
    }

    private static HostedPlugin PluginOf(string key, CompilationOutcome outcome)
    {
        CompilationOutcome.Compiled compiled = Assert.IsType<CompilationOutcome.Compiled>(outcome);
        PluginFile[] files = [new($"{key}.dll", compiled.Assembly.ToArray()), new($"{key}.pdb", compiled.Symbols.ToArray())];
        return new HostedPlugin(key, () => new ProtocolMessage.Load(key, files));
    }
}
