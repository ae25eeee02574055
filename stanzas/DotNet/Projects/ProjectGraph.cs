using Ketrew.Sdk;

namespace Ketrew.Stanzas.DotNet.Projects;

/// <summary>The projects of a solution with all that they reference.</summary>
internal sealed class ProjectGraph
{
    private readonly SortedDictionary<ProjectPath, DotNetProject> _projects = [];
    private readonly Dictionary<ProjectPath, SortedSet<ProjectPath>> _uses = [];

    private ProjectGraph()
    {
    }

    /// <summary>In the order of their paths.</summary>
    public IReadOnlyCollection<DotNetProject> Projects => _projects.Values;

    /// <summary>Reads projects and, from one to the next, those they reference.</summary>
    /// <param name="roots">Projects that exist.</param>
    /// <param name="solutionEdges">Edges that the solution adds; from a project to one that is built before it.</param>
    /// <param name="reader">Reads them.</param>
    public static ProjectGraph Of(IEnumerable<ProjectPath> roots, IEnumerable<(ProjectPath From, ProjectPath To)> solutionEdges, ProjectReader reader)
    {
        ProjectGraph graph = new();
        Queue<ProjectPath> open = new(roots);
        HashSet<ProjectPath> seen = [];
        while (open.TryDequeue(out ProjectPath file))
        {
            if (seen.Add(file) && reader.Read(file) is { } project)
            {
                graph._projects.Add(file, project);
                project.References.Select(reference => reference.Project).ToList().ForEach(open.Enqueue);
            }
        }

        graph.Connect(solutionEdges);
        return graph;
    }

    /// <summary>The projects that must be built before a project; none that is reached only through others.</summary>
    /// <param name="project">One of <see cref="Projects"/>.</param>
    public IEnumerable<DotNetProject> Uses(DotNetProject project) => _uses[project.File].Select(file => _projects[file]);

    private void Connect(IEnumerable<(ProjectPath From, ProjectPath To)> solutionEdges)
    {
        foreach (DotNetProject project in Projects)
        {
            _uses[project.File] = [.. project.References.Where(reference => reference.IsCertain && _projects.ContainsKey(reference.Project)).Select(reference => reference.Project)];
        }

        // A condition that only MSBuild can decide may exclude another one: an edge that would close a circle isn't there.
        IEnumerable<(ProjectPath From, ProjectPath To)> uncertain = Projects.SelectMany(
            project => project.References.Where(reference => !reference.IsCertain).Select(reference => (project.File, reference.Project)));
        foreach ((ProjectPath from, ProjectPath to) in solutionEdges.Concat(uncertain))
        {
            if (_projects.ContainsKey(from) && _projects.ContainsKey(to) && !Reaches(to, from))
            {
                _ = _uses[from].Add(to);
            }
        }
    }

    private bool Reaches(ProjectPath from, ProjectPath to)
    {
        HashSet<ProjectPath> seen = [];
        Stack<ProjectPath> open = new([from]);
        while (open.TryPop(out ProjectPath file))
        {
            if (file == to)
            {
                return true;
            }

            foreach (ProjectPath next in seen.Add(file) ? _uses[file] : [])
            {
                open.Push(next);
            }
        }

        return false;
    }
}
