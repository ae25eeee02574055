using Ketrew.Sdk;

namespace Ketrew.Expander.Language;

/// <summary>A workflow file and the files around it.</summary>
/// <param name="File">The file.</param>
/// <param name="Parent">The file whose <c>directories</c> named this one; null for the root file.</param>
internal sealed record Scope(WorkflowFile File, Scope? Parent)
{
    /// <summary>This scope and those around it, innermost first, up to and with the nearest one that begins a project.</summary>
    public IEnumerable<Scope> ToProjectBoundary()
    {
        for (Scope? scope = this; scope is not null; scope = scope.File.Project is null ? scope.Parent : null)
        {
            yield return scope;
        }
    }

    /// <summary>The directory of the file.</summary>
    public ProjectPath Directory => File.Directory;
}
