using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Packages.Checking;

/// <summary>Whether stanzas depend on their fields and their questions only.</summary>
public static class DeterminismCheck
{
    private const string NotDeterministic = "KE328";

    /// <summary>Expands a workflow that was expanded before once more, everything of it, in a new process with another time zone and culture, and compares.</summary>
    /// <param name="options">As it was expanded.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>One for each stanza that asked something else, or gave something else after the same answers.</returns>
    /// <exception cref="KetrewException">The surroundings fail.</exception>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static async Task<ValueList<Diagnostic>> OfAsync(ExpanderOptions options, CancellationToken cancellationToken)
    {
        ExpanderOptions again = options with { IsRecheck = true, PluginHost = options.PluginHost with { IsUnusual = true } };
        ExpansionResult result = await WorkflowExpander.ExpandAsync(again, cancellationToken);
        return result.Diagnostics.Where(diagnostic => diagnostic.Code == NotDeterministic).ToValueList();
    }
}
