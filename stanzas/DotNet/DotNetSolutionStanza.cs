using Ketrew.Sdk;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Syntax;
using Ketrew.Stanzas.DotNet.Projects;
using Ketrew.Stanzas.DotNet.Solutions;
using Ketrew.Stanzas.DotNet.Targets;

namespace Ketrew.Stanzas.DotNet;

/// <summary>One target that restores a solution; per project one that builds it, and one that tests it.</summary>
[Stanza("dotnet-solution", Since = "0.1")]
public sealed class DotNetSolutionStanza : Stanza<DotNetSolutionStanza.Fields>
{
    /// <summary>What a user writes.</summary>
    /// <param name="Solution">A <c>.sln</c> or <c>.slnx</c>.</param>
    /// <param name="Name">Put before the names of all targets, with a <c>-</c>; nothing by default.</param>
    /// <param name="Configuration">The configuration that is built.</param>
    /// <param name="Artifacts">The directory for everything the build writes; by default wherever the projects say.</param>
    /// <param name="Test">Whether tests are run.</param>
    /// <param name="TestProjects">The project files that hold tests; by default those that reference a test framework.</param>
    /// <param name="Exclude">Project files that are not built, although the solution lists them.</param>
    /// <param name="Locked">Whether restoring fails when <c>packages.lock.json</c> isn't up to date.</param>
    /// <param name="Properties">MSBuild's properties, as on its command line.</param>
    /// <param name="BuildArguments">Further arguments of <c>dotnet build</c>.</param>
    /// <param name="TestArguments">Further arguments of <c>dotnet test</c>.</param>
    /// <param name="Inputs">Further files that every build reads.</param>
    /// <param name="TestInputs">Further files that tests read: by the project's name, or <c>*</c> for all.</param>
    /// <param name="TestPools">What the tests of a project take of pools.</param>
    /// <param name="TestTimeout">How long the tests of a project may take.</param>
    /// <param name="Environment">Variables for all commands.</param>
    public sealed record Fields(
        Located<ProjectPath> Solution,
        string Name = "",
        string Configuration = "Release",
        ProjectPath? Artifacts = null,
        bool Test = true,
        GlobPattern? TestProjects = null,
        GlobPattern? Exclude = null,
        bool Locked = false,
        Dictionary<string, string>? Properties = null,
        ValueList<string> BuildArguments = default,
        ValueList<string> TestArguments = default,
        GlobPattern? Inputs = null,
        Located<Dictionary<string, GlobPattern>>? TestInputs = null,
        Dictionary<string, int>? TestPools = null,
        TimeSpan? TestTimeout = null,
        Dictionary<string, string>? Environment = null);

    /// <inheritdoc/>
    protected override void Expand(Fields fields, StanzaContext context)
    {
        if (context.Exists(fields.Solution.Value) != EntryKind.File)
        {
            throw new StanzaFailedException($"`{fields.Solution.Value}` doesn't exist", fields.Solution.Origin, "solution: App.sln");
        }

        Solution solution = SolutionReader.Read(fields.Solution.Value, fields.Configuration, context);
        bool isSound = TryFindRoots(solution, fields, context, out List<ProjectPath> roots);
        ProjectReader reader = new(new BuildFileReader(context), DotnetCommands.GlobalProperties(fields), problem => isSound &= !Report(problem, fields, context));
        ProjectGraph graph = ProjectGraph.Of(roots, Edges(solution, fields.Solution.Value.Parent), reader);
        ReportUnknownTestInputs(graph, fields, context);
        if (isSound && !ReportClashes(graph, fields, context))
        {
            new SolutionTargets(fields, graph, context).Emit(TestFiles(graph, fields, context));
        }
    }

    private static bool TryFindRoots(Solution solution, Fields fields, StanzaContext context, out List<ProjectPath> roots)
    {
        bool isSound = true;
        HashSet<ProjectPath> excluded = [.. fields.Exclude is { } exclude ? context.Glob(exclude) : []];
        HashSet<string> unbuilt = [.. solution.Unbuilt];
        roots = [];
        foreach (string text in solution.Projects.Where(text => !unbuilt.Contains(text)))
        {
            if (!ProjectPath.TryParse(text, fields.Solution.Value.Parent, out ProjectPath path, out string? problem))
            {
                context.Error($"{problem}: the solution lists it", fields.Solution.Origin, "a workflow.yaml further up");
                isSound = false;
            }
            else if (ProjectReader.IsProject(path) && !excluded.Contains(path) && context.Exists(path) != EntryKind.File)
            {
                context.Error($"the solution lists `{path}`, which doesn't exist", fields.Solution.Origin, $"dotnet sln {fields.Solution.Value} remove {text}");
                isSound = false;
            }
            else if (ProjectReader.IsProject(path) && !excluded.Contains(path))
            {
                roots.Add(path);
            }
        }

        return isSound;
    }

    private static IEnumerable<(ProjectPath From, ProjectPath To)> Edges(Solution solution, ProjectPath directory)
    {
        foreach ((string from, string to) in solution.Edges)
        {
            if (ProjectPath.TryParse(from, directory, out ProjectPath user, out _) && ProjectPath.TryParse(to, directory, out ProjectPath used, out _))
            {
                yield return (user, used);
            }
        }
    }

    // True when it keeps the solution from being built.
    private static bool Report(ProjectProblem problem, Fields fields, StanzaContext context)
    {
        if (problem.IsError)
        {
            context.Error(problem.Message, fields.Solution.Origin, problem.Hint);
        }
        else
        {
            context.Warning(problem.Message, fields.Solution.Origin, problem.Hint);
        }

        return problem.IsError;
    }

    // True when there is one.
    private static bool ReportClashes(ProjectGraph graph, Fields fields, StanzaContext context)
    {
        IGrouping<ProjectPath, DotNetProject>[] clashes = [.. graph.Projects.GroupBy(project => project.Layout.Objects).Where(group => group.Count() > 1)];
        foreach (IGrouping<ProjectPath, DotNetProject> clash in clashes)
        {
            string names = string.Join(" and ", clash.Select(project => $"`{project.File}`"));
            context.Error($"{names} build into one directory, `{clash.Key}`", fields.Solution.Origin, "a name or a directory of its own for each");
        }

        return clashes.Length > 0;
    }

    private static void ReportUnknownTestInputs(ProjectGraph graph, Fields fields, StanzaContext context)
    {
        if (fields.TestInputs is not { } inputs)
        {
            return;
        }

        HashSet<string> known = [.. graph.Projects.Select(project => project.Name), SolutionTargets.AllProjects];
        foreach (string name in inputs.Value.Keys.Where(name => !known.Contains(name)).Order(StringComparer.Ordinal))
        {
            context.Error($"no project is called `{name}`", inputs.Origin / name, $"test_inputs: {{ \"{SolutionTargets.AllProjects}\": ... }}");
        }
    }

    private static HashSet<ProjectPath> TestFiles(ProjectGraph graph, Fields fields, StanzaContext context) => fields switch
    {
        { Test: false } => [],
        { TestProjects: { } pattern } => [.. context.Glob(pattern)],
        _ => [.. graph.Projects.Where(project => project.IsTest).Select(project => project.File)],
    };
}
