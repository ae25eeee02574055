using System.IO.Enumeration;
using Ketrew.CommandLine.Output;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Storage;
using Ketrew.Expander.Hosting;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Projects;

/// <summary>The targets that a person means, among those that ever ran and those of the workflow; the workflow may be broken or gone.</summary>
/// <param name="session">Where problems go.</param>
/// <param name="location">The project.</param>
internal sealed class KnownTargets(Session session, ProjectLocation location)
{
    /// <summary>Finds them.</summary>
    /// <param name="names">Ids, patterns, tags, output paths.</param>
    /// <returns>Null when a name means nothing; that was printed.</returns>
    public async Task<ValueList<TargetId>?> FindAsync(IReadOnlyList<string> names)
    {
        HashSet<string> ran = [.. ReadState()];
        // Who names what runs must not wait for an expansion, nor be kept by its errors.
        Workflow? workflow = names.All(ran.Contains) || !File.Exists(Path.Combine(location.Root, location.File.Value))
            ? null
            : await new WorkflowRounds(session, location, isLocked: false, SandboxLevel.Sources).LoadAsync();
        SortedSet<TargetId> found = [];
        bool isComplete = true;
        foreach (string name in names)
        {
            TargetId[] meant = [.. Match(ran, name), .. Match(workflow?.Graph, name)];
            found.UnionWith(meant);
            isComplete &= meant.Length > 0 || Complain(name, ran, workflow);
        }

        return isComplete ? [.. found] : null;
    }

    private List<string> ReadState()
    {
        if (!location.HasState)
        {
            return [];
        }

        using StateStore store = location.OpenStateToRead();
        return [.. store.Queries.Statuses().Select(status => status.Target.Value)];
    }

    private static IEnumerable<TargetId> Match(HashSet<string> ran, string name) => ran
        .Where(id => id == name || (name.Contains('*', StringComparison.Ordinal) && FileSystemName.MatchesSimpleExpression(name, id, ignoreCase: false)))
        .Select(id => new TargetId(id));

    private static IEnumerable<TargetId> Match(TargetGraph? graph, string name) =>
        graph is not null && graph.TrySelect([name], out Selection? selection, out _) ? selection.Roots.Select(root => graph[root].Id) : [];

    private bool Complain(string name, HashSet<string> ran, Workflow? workflow)
    {
        string? nearest = NearestName.Of(name, ran) is { } near ? $"did you mean `{near}`?" : null;
        if (workflow is null)
        {
            session.Terminal.PrintError($"nothing that ever ran is called `{name}`, and the workflow can't be read", nearest ?? "ketrew status --all");
        }
        else if (!workflow.Graph.TrySelect([name], out _, out ValueList<Diagnostic> problems))
        {
            new DiagnosticPrinter(session.Terminal, location.Root).Print([.. problems.Select(problem => nearest is null ? problem : problem with { Hint = nearest })]);
        }

        return false;
    }
}
