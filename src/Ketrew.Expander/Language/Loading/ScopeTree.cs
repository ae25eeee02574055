using Ketrew.Sdk;

namespace Ketrew.Expander.Language.Loading;

/// <summary>Which workflow file lies around which: that of the nearest directory above, whoever's <c>directories</c> named it.</summary>
internal sealed class ScopeTree
{
    private readonly Dictionary<ProjectPath, WorkflowFile> _files;
    private readonly Dictionary<ProjectPath, (Scope Scope, TargetDefaults Defaults)> _known = [];
    private readonly WorkflowFile? _root;

    /// <summary>Orders the files of a workflow.</summary>
    /// <param name="files">One of a directory, the root first.</param>
    public ScopeTree(IReadOnlyList<WorkflowFile> files)
    {
        _root = files.Count > 0 ? files[0] : null;
        _files = files.ToDictionary(file => file.Directory);
        Scopes = files.Select(file => Know(file).Scope).ToValueList();
    }

    /// <summary>The files, in the order given.</summary>
    public ValueList<Scope> Scopes { get; }

    /// <summary>What holds for the targets of a file: its own defaults within those of the files around it.</summary>
    /// <param name="scope">One of <see cref="Scopes"/>.</param>
    public TargetDefaults DefaultsIn(Scope scope) => _known[scope.Directory].Defaults;

    private (Scope Scope, TargetDefaults Defaults) Know(WorkflowFile file)
    {
        if (!_known.TryGetValue(file.Directory, out (Scope Scope, TargetDefaults Defaults) known))
        {
            (Scope? around, TargetDefaults outer) = ReferenceEquals(file, _root) ? (null, TargetDefaults.None) : Know(Around(file.Directory));
            known = (new Scope(file, around), file.Defaults.Within(outer));
            _known.Add(file.Directory, known);
        }

        return known;
    }

    // The root file lies around everything, also around what doesn't lie below it.
    private WorkflowFile Around(ProjectPath directory)
    {
        while (!directory.IsRoot)
        {
            directory = directory.Parent;
            if (_files.TryGetValue(directory, out WorkflowFile? file))
            {
                return file;
            }
        }

        return _root!;
    }
}
