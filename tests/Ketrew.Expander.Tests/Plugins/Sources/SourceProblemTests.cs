using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Hosting;
using Ketrew.Expander.Language;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Tests.Plugins.Sources;

public sealed class SourceProblemTests
{
    [Fact]
    public async Task A_compiler_that_breaks_over_a_file_reads_well()
    {
        PluginDeclaration plugin = new(PluginKind.Source, "tools/a.stanza.cs", new SourceSpan("workflow.yaml", 1, 11, 1, 28));

        Diagnostic[] all =
        [
            ExpansionProblem.NotCompiled(plugin, new ExpansionOutcome.HostCrashed("The plugin host ended with exit code 134 (Stack overflow).", "at Microsoft.CodeAnalysis")),
            ExpansionProblem.NotCompiled(plugin, new ExpansionOutcome.TimedOut(TimeSpan.FromSeconds(30), "")),
            ExpansionProblem.NotCompiled(plugin, new ExpansionOutcome.TooMuch(ExpansionLimit.OutputBytes, 16 * 1024 * 1024)),
        ];

        await Verify(new DiagnosticRenderer(_ => "- source: tools/a.stanza.cs\n").Render(all));
    }
}
