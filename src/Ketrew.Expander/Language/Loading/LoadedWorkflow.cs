using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Language.Loading;

/// <summary>A workflow with all of its files.</summary>
/// <param name="Scopes">The workflow files, the root first.</param>
/// <param name="Stanzas">All stanzas but <c>define</c>; <c>subdirectory</c> and <c>include</c> replaced by what they hold, custom ones untouched.</param>
/// <param name="Defines">All <c>define</c>.</param>
/// <param name="Files">Every file that was read or looked for, included ones too, in ordinal order.</param>
/// <param name="Diagnostics">Everything wrong with the files, in the order found.</param>
internal sealed record LoadedWorkflow(
    ValueList<Scope> Scopes, ValueList<PlacedStanza> Stanzas, ValueList<PlacedStanza> Defines, ValueList<ProjectPath> Files, ValueList<Diagnostic> Diagnostics)
{
    /// <summary>The file that speaks for a directory: its own, or that of the nearest directory above. Null when none lies there or above.</summary>
    /// <param name="directory">Need not have a workflow file.</param>
    public Scope? ScopeAt(ProjectPath directory) => Scopes
        .Where(scope => directory.IsAtOrBelow(scope.Directory))
        .MaxBy(scope => scope.Directory.IsRoot ? 0 : scope.Directory.Value.Length);
}
