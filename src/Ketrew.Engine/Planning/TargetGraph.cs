using System.Diagnostics.CodeAnalysis;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Planning;

/// <summary>A plan whose edges are known and sound: targets and files are numbered from 0, needs form no cycle.</summary>
/// <remarks>Immutable and thread-safe. 100 000 targets build in well under a second.</remarks>
public sealed class TargetGraph
{
    private readonly GraphParts _parts;
    private readonly Adjacency _dependents;

    internal TargetGraph(GraphParts parts, int[] order)
    {
        _parts = parts;
        _dependents = parts.Needs.Reverse(parts.Targets.Length);
        Order = [.. order];
    }

    /// <summary>How many targets there are.</summary>
    public int Count => _parts.Targets.Length;

    /// <summary>How many files its targets name as inputs or outputs.</summary>
    public int FileCount => _parts.Files.Count;

    /// <summary>Every target's index, needs before dependents; the same order on every machine.</summary>
    public ValueList<int> Order { get; }

    /// <summary>What is built when nobody names a target: the plan's defaults, or everything.</summary>
    public ValueList<int> Defaults => _parts.Defaults;

    internal PoolBook Pools => _parts.Pools;

    /// <summary>A target; its standard output is among its outputs. One that has a <see cref="Twin"/> is a group that needs it.</summary>
    /// <param name="index">Below <see cref="Count"/>; ids ascend ordinally with it.</param>
    public Target this[int index] => _parts.Targets[index];

    /// <summary>What must succeed before a target: needs by name and producers of its inputs; ascending, each once.</summary>
    /// <param name="target">Its index.</param>
    public ReadOnlySpan<int> Needs(int target) => _parts.Needs.Of(target);

    /// <summary>What needs a target; ascending.</summary>
    /// <param name="target">Its index.</param>
    public ReadOnlySpan<int> Dependents(int target) => _dependents.Of(target);

    /// <summary>What is activated once a target is done; ascending.</summary>
    /// <param name="target">Its index.</param>
    public ReadOnlySpan<int> OnSuccess(int target) => _parts.OnSuccess.Of(target);

    /// <summary>What is activated once a target failed; ascending.</summary>
    /// <param name="target">Its index.</param>
    public ReadOnlySpan<int> OnFailure(int target) => _parts.OnFailure.Of(target);

    /// <summary>The target that a target is one with, because both ensure the same condition; null when it stands for itself.</summary>
    /// <param name="target">Its index.</param>
    public int? Twin(int target) => _parts.Twins[target] is >= 0 and int twin ? twin : null;

    /// <summary>The files a target reads, as declared; standard input is one of them.</summary>
    /// <param name="target">Its index.</param>
    public ReadOnlySpan<int> Inputs(int target) => _parts.Inputs.Of(target);

    /// <summary>The files or directories a target writes, as declared.</summary>
    /// <param name="target">Its index.</param>
    public ReadOnlySpan<int> Outputs(int target) => _parts.Outputs.Of(target);

    /// <summary>The path of a file.</summary>
    /// <param name="file">Its number, below <see cref="FileCount"/>.</param>
    public ProjectPath File(int file) => _parts.Files[file];

    /// <summary>Finds a target by its id.</summary>
    /// <param name="id">Compared ordinally.</param>
    /// <param name="index">Its index, when the result is true.</param>
    public bool TryFind(TargetId id, out int index) => _parts.Indexes.TryGetValue(id.Value, out index);

    /// <summary>The indexes of those targets that are there.</summary>
    internal HashSet<int> Find(IEnumerable<TargetId> ids)
    {
        HashSet<int> found = [];
        foreach (TargetId id in ids)
        {
            if (TryFind(id, out int index))
            {
                _ = found.Add(index);
            }
        }

        return found;
    }

    /// <summary>Finds the number of a file that targets name.</summary>
    /// <param name="path">As a <see cref="ProjectPath"/> writes it.</param>
    /// <param name="file">Below <see cref="FileCount"/>, when the result is true.</param>
    internal bool TryFindFile(ReadOnlySpan<char> path, out int file) => _parts.Files.TryFind(path, out file);

    /// <summary>Finds the target that writes a path, or the directory it is in.</summary>
    /// <param name="path">A file or a directory.</param>
    /// <param name="index">The target's index, when the result is true.</param>
    public bool TryFindProducer(ProjectPath path, out int index) => _parts.Owners.TryFind(path.Value, out index);

    /// <summary>Chooses targets, with everything they need.</summary>
    /// <param name="patterns">Ids, ids with <c>*</c>, <c>tag:NAME</c>, or output paths; none means <see cref="Defaults"/>.</param>
    /// <param name="selection">The choice, when the result is true.</param>
    /// <param name="diagnostics">What each unknown pattern may have meant.</param>
    public bool TrySelect(
        IEnumerable<string> patterns, [NotNullWhen(true)] out Selection? selection, out ValueList<Diagnostic> diagnostics)
    {
        PatternMatcher matcher = new(this);
        matcher.Match(patterns);
        diagnostics = [.. matcher.Diagnostics];
        selection = diagnostics.IsEmpty ? Selection.Close(this, matcher.Roots) : null;
        return selection is not null;
    }

    /// <summary>Turns a plan into a graph, or says everything that is wrong with it.</summary>
    /// <param name="plan">Targets in any order.</param>
    /// <param name="graph">The graph, when the result is true.</param>
    /// <param name="diagnostics">All problems: duplicate ids, unknown needs, clashing outputs, cycles.</param>
    public static bool TryBuild(Plan plan, [NotNullWhen(true)] out TargetGraph? graph, out ValueList<Diagnostic> diagnostics)
    {
        GraphBuilder builder = new(plan);
        graph = builder.Build();
        diagnostics = [.. builder.Diagnostics];
        return graph is not null;
    }
}
