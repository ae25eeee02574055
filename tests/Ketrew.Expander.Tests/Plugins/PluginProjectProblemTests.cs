using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Plugins.Projects;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Tests.Plugins;

public sealed class PluginProjectProblemTests
{
    [Fact]
    public async Task What_goes_wrong_while_a_plugin_is_built_reads_well()
    {
        const string Command = "dotnet build stanzas/Sales/Sales.csproj";

        Diagnostic[] all =
        [
            PluginProjectProblem.NoProject("stanzas/Sales"),
            PluginProjectProblem.MissingProject("stanzas/Sales/Sales.csproj"),
            PluginProjectProblem.NotAProject("stanzas/Sales.cs"),
            PluginProjectProblem.SeveralProjects("stanzas/Sales", ["Old.csproj", "Sales.csproj"]),
            PluginProjectProblem.CompilerError("CS1002", "; expected", new SourceSpan("stanzas/Sales/SalesStanza.cs", 1, 19, 1, 20), Command),
            PluginProjectProblem.BuildFailed("stanzas/Sales/Sales.csproj", "", Command),
            PluginProjectProblem.BuildFailed("stanzas/Sales/Sales.csproj", "The project file could not be loaded.", Command),
            PluginProjectProblem.NoAssembly("stanzas/Sales/Sales.csproj", Command),
            PluginProjectProblem.StillChanging("stanzas/Sales/Sales.csproj"),
        ];

        await Verify(new DiagnosticRenderer(_ => "public class Sales\n").Render(all));
    }
}
