using Ketrew.Expander.Hosting;
using Ketrew.Sdk.Protocol;

namespace Ketrew.PluginHost.Tests.Hosting;

public class CompilationTests
{
    private static readonly PluginSource _good = new("good", "good.stanza.cs", Text("good"));
    private static readonly PluginSource _other = new("other", "other.stanza.cs", Text("other"));

    [Fact]
    public void The_process_that_compiled_expands_what_it_made()
    {
        using Expander.Hosting.PluginHost host = new(Builds.Options);
        var compiled = Assert.IsType<CompilationOutcome.Compiled>(host.Compile([_good], CancellationToken.None)["good"]);
        PluginFile[] files = [new("good.stanza.cs.dll", compiled.Assembly.ToArray()), new("good.stanza.cs.pdb", compiled.Symbols.ToArray())];
        RecordingObserver observer = new();

        host.Expand([Expansions.Query(new HostedPlugin("good", () => new ProtocolMessage.Load("good", files)), "good")], observer, CancellationToken.None);

        Assert.Contains("at good.stanza.cs:4", Assert.Single(observer.Outcomes).Describe(), StringComparison.Ordinal);
        Assert.Equal(1, host.ProcessesStarted);
    }

    [Fact]
    public void Each_file_has_its_own_outcome()
    {
        PluginSource bad = new("bad", "bad.stanza.cs", "public class Bad { int x = System.IO.File.Exists(\"a\"); }");

        IReadOnlyDictionary<string, CompilationOutcome> outcomes = Compile(Builds.Options, _good, bad, _other);

        Assert.IsType<CompilationOutcome.Compiled>(outcomes["good"]);
        Assert.Equal(["", "CS0029"], Assert.IsType<CompilationOutcome.Refused>(outcomes["bad"]).Problems.Select(problem => problem.Code).Order());
        Assert.IsType<CompilationOutcome.Compiled>(outcomes["other"]);
    }

    [Fact]
    public void A_file_that_hangs_the_compiler_is_named_and_the_others_go_on()
    {
        PluginHostOptions hasty = Builds.Options with { QueryLimit = TimeSpan.FromSeconds(15) };

        IReadOnlyDictionary<string, CompilationOutcome> outcomes = Compile(hasty, _good, new PluginSource("endless", "endless.stanza.cs", Endless(40)), _other);

        Assert.IsType<ExpansionOutcome.TimedOut>(Assert.IsType<CompilationOutcome.Lost>(outcomes["endless"]).Reason);
        Assert.IsType<CompilationOutcome.Compiled>(outcomes["good"]);
        Assert.IsType<CompilationOutcome.Compiled>(outcomes["other"]);
    }

    [Fact]
    public void A_file_that_crashes_the_compiler_is_named_and_the_others_go_on()
    {
        string deep = $"public static class Deep {{ public static int N = {new string('(', 100_000)}1{new string(')', 100_000)}; }}";

        IReadOnlyDictionary<string, CompilationOutcome> outcomes = Compile(Builds.Options, new PluginSource("deep", "deep.stanza.cs", deep), _good);

        Assert.IsType<ExpansionOutcome.HostCrashed>(Assert.IsType<CompilationOutcome.Lost>(outcomes["deep"]).Reason);
        Assert.IsType<CompilationOutcome.Compiled>(outcomes["good"]);
    }

    [Theory]
    [InlineData("dies-while-compiling")]
    [InlineData("compiles-another")]
    [InlineData("compiles-nothing")]
    public void A_host_that_breaks_over_a_file_costs_that_file_only(string way)
    {
        IReadOnlyDictionary<string, CompilationOutcome> outcomes = Compile(Builds.Misbehaving(way), _good, new PluginSource("bad", "bad.stanza.cs", ""), _other);

        Assert.IsType<ExpansionOutcome.HostCrashed>(Assert.IsType<CompilationOutcome.Lost>(outcomes["bad"]).Reason);
        Assert.IsType<CompilationOutcome.Compiled>(outcomes["good"]);
        Assert.IsType<CompilationOutcome.Compiled>(outcomes["other"]);
    }

    private static IReadOnlyDictionary<string, CompilationOutcome> Compile(PluginHostOptions options, params PluginSource[] sources)
    {
        using Expander.Hosting.PluginHost host = new(options);
        return host.Compile(sources, CancellationToken.None);
    }

    private static string Text(string stanza) =>
        $$"""
        [Stanza("{{stanza}}")]
        public sealed class S : Stanza
        {
            protected override void Expand(Node fields, StanzaContext context) => context.Emit(new GroupStanza("{{stanza}}"));
        }
        """;

    // Each lambda doubles the ways in which the calls around it can be understood.
    private static string Endless(int depth) =>
        $$"""
        public static class Endless
        {
            static int Call(Func<int, int> one) => 1;
            static int Call(Func<long, long> other) => 2;
            public static int Value = {{string.Concat(Enumerable.Range(0, depth).Select(i => $"Call(x{i} => "))}}1{{new string(')', depth)}};
        }
        """;
}
