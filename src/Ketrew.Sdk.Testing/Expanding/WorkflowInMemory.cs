using Ketrew.Expander;
using Ketrew.Expander.Caching;
using Ketrew.Expander.Observations;
using Ketrew.Expander.Reading;

namespace Ketrew.Sdk.Testing.Expanding;

/// <summary>Runs the expander over a project in memory.</summary>
internal static class WorkflowInMemory
{
    /// <summary>Expands, in the invariant culture, as the plugin host does.</summary>
    /// <param name="project">What to expand.</param>
    /// <param name="cache">What is known from earlier expansions; added to.</param>
    public static Expansion Expand(StanzaProject project, ObservationCache cache)
    {
        ExpanderOptions options = new()
        {
            Root = project.Tree.Root,
            SdkDirectory = "",
            Linked = project.Linked.ToValueList(),
            PluginReader = project.Declared,
        };
        World world = new(project.Tree.Copy(), name => project.Environment[name]) { Given = project.Given };
        using CultureScope culture = CultureScope.Invariant();
        Task<ExpansionResult> expansion = WorkflowExpander.ExpandAsync(options, world, new DocumentReader(null, CancellationToken.None), Task.FromResult(cache), CancellationToken.None);

        // In memory there is nothing to wait for: it is complete.
        return new Expansion(expansion.GetAwaiter().GetResult(), world);
    }
}
