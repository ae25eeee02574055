using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Hosting;
using Ketrew.PluginHost.Tests.Compiling;
using Ketrew.PluginHost.Tests.Hosting;
using Ketrew.Sdk.Protocol;

namespace Ketrew.PluginHost.Tests.Sandboxing;

/// <summary>Each file of <c>testdata/hostile</c>, as a single-file plugin and as an assembly at both levels that a machine can have.</summary>
public abstract class EscapeTests
{
    private const string Assembly = "hostile.dll";

    public static TheoryData<string> All => [.. Escape.Names];

    // What depends on the machine and its user isn't tried where it might work.
    public static TheoryData<string> Certain => [.. Escape.Names.Where(name => Escape.Read(name).AtProcessLevel != "depends")];

    private protected static (string Outcome, RecordingObserver Observer) Run(Escape escape, string expected, SandboxLevel level, EscapeWorld world)
    {
        // A machine may be busy; only those that never end are ended soon.
        TimeSpan patience = TimeSpan.FromSeconds(expected == "takes too long" ? 3 : 60);
        using Expander.Hosting.PluginHost host = new(Builds.Options with { SandboxLimit = level, RequiredSandbox = level, QueryLimit = patience });
        RecordingObserver observer = new();
        HostedPlugin plugin = new("hostile", () => new ProtocolMessage.Load("hostile", escape.Build()));
        host.Expand([Expansions.Query(plugin, "attempt", world.Prey)], observer, CancellationToken.None);
        return (Describe(Xunit.Assert.Single(observer.Outcomes)), observer);
    }

    private static string Describe(ExpansionOutcome outcome) => outcome switch
    {
        ExpansionOutcome.Expanded { Diagnostics: [{ Message: ['r', 'e', 'a', 'c', 'h', 'e', 'd', ..] }, ..] } => "reaches",
        ExpansionOutcome.Expanded { Diagnostics: [{ Message: ['o', 'p', 'e', 'n', ..] }, ..] } => "stays open",
        ExpansionOutcome.Expanded { Diagnostics.IsEmpty: true } => "learns nothing",
        ExpansionOutcome.PluginFailed => "fails",
        ExpansionOutcome.HostCrashed => "ends the host",
        ExpansionOutcome.TimedOut => "takes too long",
        _ => outcome.Describe(),
    };

    // The engine knows the plugin by name in each of them: in what the expansion ended with, or in what was seen before it was loaded.
    private protected static IEnumerable<string> Told(RecordingObserver observer) => observer.Findings
        .Concat(observer.Outcomes.Where(outcome => outcome is not ExpansionOutcome.Expanded).Select(outcome => ExpansionProblem.Of(Assembly, outcome).Message));

    public sealed class AsSource
    {
        [Theory]
        [MemberData(nameof(All), MemberType = typeof(EscapeTests))]
        public void A_single_file_is_refused_where_it_names_what_it_must_not(string name)
        {
            Escape escape = Escape.Read(name);

            ProtocolMessage.Compiled compiled = Snippets.Compile(escape.Text);

            Xunit.Assert.Equal(escape.Source, compiled.Problems.Length == 0 ? "compiles" : "refused");
            // Not there, or not allowed; nothing else is wrong with it.
            Xunit.Assert.All(compiled.Problems, problem => Xunit.Assert.Contains(problem.Code, (string[])["", "CS0234"]));
        }
    }

    public sealed class InAProcess(EscapeWorld world) : IClassFixture<EscapeWorld>
    {
        [Theory]
        [MemberData(nameof(Certain), MemberType = typeof(EscapeTests))]
        public void An_assembly_gets_as_far_as_is_said(string name)
        {
            Escape escape = Escape.Read(name);

            string outcome = Run(escape, escape.AtProcessLevel, SandboxLevel.Process, world).Outcome;

            Xunit.Assert.Equal(escape.AtProcessLevel, outcome);
        }
    }

    public sealed class BehindTheKernel(EscapeWorld world) : IClassFixture<EscapeWorld>
    {
        [KernelTheory]
        [MemberData(nameof(All), MemberType = typeof(EscapeTests))]
        public void An_assembly_reaches_nothing_and_is_told_by_name(string name)
        {
            Escape escape = Escape.Read(name);

            (string outcome, RecordingObserver observer) = Run(escape, escape.AtKernelLevel, SandboxLevel.Kernel, world);

            Xunit.Assert.Equal(escape.AtKernelLevel, outcome);
            Xunit.Assert.NotEqual("reaches", outcome);
            Xunit.Assert.Contains(Told(observer), told => told.Contains(Assembly, StringComparison.Ordinal));
            Xunit.Assert.Empty(world.Traces);
        }
    }
}
