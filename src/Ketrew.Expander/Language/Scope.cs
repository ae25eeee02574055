using Ketrew.Sdk;

namespace Ketrew.Expander.Language;

/// <summary>A workflow file and the files around it.</summary>
/// <remarks>One object per file, compared by identity: it is looked up for each stanza, and a file may hold 100 000.</remarks>
/// <param name="file">The file.</param>
/// <param name="parent">The file of the nearest directory above that has one, whoever's <c>directories</c> named this one; null for the root file.</param>
internal sealed class Scope(WorkflowFile file, Scope? parent)
{
    /// <summary>The file.</summary>
    public WorkflowFile File { get; } = file;

    /// <summary>The file of the nearest directory above that has one, whoever's <c>directories</c> named this one; null for the root file.</summary>
    public Scope? Parent { get; } = parent;

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
