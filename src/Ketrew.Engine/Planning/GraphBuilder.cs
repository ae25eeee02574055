using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Planning;

/// <summary>Makes a graph from a plan, collecting every problem on the way.</summary>
internal sealed class GraphBuilder
{
    private readonly Plan _plan;
    private readonly Target[] _targets;
    private readonly Dictionary<string, int> _indexes;
    private readonly FileIndex _files;
    private readonly OutputOwners _owners;
    private readonly PoolBook _pools;
    private readonly int[] _twins;

    public GraphBuilder(Plan plan)
    {
        _plan = plan;
        _targets = Sorted(plan.Targets);
        _twins = EquivalentTargets.Merge(_targets);
        _pools = new PoolBook(plan.Pools);
        _indexes = new Dictionary<string, int>(_targets.Length, StringComparer.Ordinal);
        _files = new FileIndex(_targets.Length * 2);
        _owners = new OutputOwners(_files);
    }

    public List<Diagnostic> Diagnostics { get; } = [];

    public TargetGraph? Build()
    {
        IndexIds();
        Adjacency outputs = CollectOutputs();
        Adjacency inputs = CollectInputs();
        Adjacency needs = CollectNeeds(inputs);
        Adjacency onSuccess = CollectSideTargets(target => target.OnSuccess, "on_success");
        Adjacency onFailure = CollectSideTargets(target => target.OnFailure, "on_failure");
        CheckPools();
        ValueList<int> defaults = ResolveDefaults();
        int[] order = TopologicalOrder.Of(needs);
        if (order.Length < _targets.Length && Diagnostics.Count == 0)
        {
            Diagnostics.AddRange(CycleFinder.Find(needs, order).Select(cycle => GraphDiagnostics.Cycle([.. cycle.Select(index => _targets[index])], TwinIn(cycle))));
        }

        return Diagnostics.Count > 0
            ? null
            : new TargetGraph(
                new GraphParts(_targets, _indexes, _files, inputs, outputs, _owners, needs, onSuccess, onFailure, _twins, _pools, defaults), order);
    }

    private static Target[] Sorted(ValueList<Target> targets)
    {
        Target[] sorted = new Target[targets.Count];
        bool ascends = true;
        for (int i = 0; i < sorted.Length; i++)
        {
            sorted[i] = WithStandardOutput(targets[i]);
            ascends &= i == 0 || sorted[i - 1].Id < sorted[i].Id;
        }

        // Plans come sorted; a stable sort keeps the first of two equal ids first.
        return ascends ? sorted : [.. sorted.OrderBy(target => target.Id)];
    }

    private static Target WithStandardOutput(Target target) =>
        target.StandardOutput is { } path && !target.Outputs.AsSpan().Contains(path)
            ? target with { Outputs = target.Outputs.Add(path) }
            : target;

    private void IndexIds()
    {
        for (int i = 0; i < _targets.Length; i++)
        {
            if (!_indexes.TryAdd(_targets[i].Id.Value, i))
            {
                Diagnostics.Add(GraphDiagnostics.DuplicateId(_targets[i], _targets[_indexes[_targets[i].Id.Value]]));
            }
        }
    }

    private Adjacency CollectOutputs()
    {
        Adjacency.Builder outputs = new(_targets.Length);
        List<int> numbers = [];
        for (int i = 0; i < _targets.Length; i++)
        {
            numbers.Clear();
            foreach (ProjectPath path in _targets[i].Outputs.AsSpan())
            {
                int file = _files.Number(path);
                numbers.Add(file);
                if (!_owners.TryClaim(file, i, out int owner))
                {
                    Diagnostics.Add(GraphDiagnostics.OutputClash(_targets[i], _targets[owner], path));
                }
            }

            SortByPath(numbers);
            outputs.Add(numbers);
        }

        Adjacency built = outputs.Build();
        CheckNestedOutputs(built);
        return built;
    }

    private void CheckNestedOutputs(Adjacency outputs)
    {
        // By directory: a stanza may well have put hundreds of files into it, and one mistake is one problem.
        Dictionary<ProjectPath, List<(int Target, ProjectPath Path)>> nested = [];
        for (int i = 0; i < _targets.Length; i++)
        {
            foreach (int file in outputs.Of(i))
            {
                if (_owners.TryFindAbove(_files[file].Value, out int above) && above != i)
                {
                    ProjectPath directory = _targets[above].Outputs.First(_files[file].IsAtOrBelow);
                    List<(int, ProjectPath)> inside = nested.TryGetValue(directory, out List<(int, ProjectPath)>? known) ? known : nested[directory] = [];
                    inside.Add((i, _files[file]));
                }
            }
        }

        foreach ((ProjectPath directory, List<(int Target, ProjectPath Path)> inside) in nested)
        {
            _ = _owners.TryFindAbove(inside[0].Path.Value, out int above);
            Diagnostics.Add(GraphDiagnostics.NestedOutputs(_targets[inside[0].Target], _targets[above], inside[0].Path, directory, inside.Count - 1));
        }
    }

    private Adjacency CollectInputs()
    {
        Adjacency.Builder inputs = new(_targets.Length);
        List<int> numbers = [];
        foreach (Target target in _targets)
        {
            numbers.Clear();
            foreach (ProjectPath path in target.Inputs.AsSpan())
            {
                numbers.Add(_files.Number(path));
            }

            if (target.StandardInput is { } standardInput)
            {
                numbers.Add(_files.Number(standardInput));
            }

            SortByPath(numbers);
            inputs.Add(numbers);
        }

        return inputs.Build();
    }

    private Adjacency CollectNeeds(Adjacency inputs)
    {
        Adjacency.Builder needs = new(_targets.Length);
        List<int> found = [];
        for (int i = 0; i < _targets.Length; i++)
        {
            found.Clear();
            AddNamed(i, found);
            foreach (int file in inputs.Of(i))
            {
                // A file that a target both reads and writes needs nobody.
                if (_owners.TryFind(_files[file].Value, out int owner) && owner != i)
                {
                    found.Add(owner);
                }
            }

            SortAndDeduplicate(found);
            needs.Add(found);
        }

        return needs.Build();
    }

    private void AddNamed(int target, List<int> found)
    {
        foreach (TargetId need in _targets[target].Needs.AsSpan())
        {
            if (_indexes.TryGetValue(need.Value, out int index))
            {
                found.Add(index);
            }
            else
            {
                Diagnostics.Add(GraphDiagnostics.UnknownNeed(_targets[target], need, NearestName.Of(need.Value, _indexes.Keys)));
            }
        }
    }

    // The order that files are named in means nothing, so a fingerprint must not see it.
    private void SortByPath(List<int> numbers)
    {
        for (int i = 1; i < numbers.Count; i++)
        {
            if (_files[numbers[i - 1]] >= _files[numbers[i]])
            {
                numbers.Sort((left, right) => _files[left].CompareTo(_files[right]));
                RemoveNeighbours(numbers);
                return;
            }
        }
    }

    private static void SortAndDeduplicate(List<int> items)
    {
        items.Sort();
        RemoveNeighbours(items);
    }

    private static void RemoveNeighbours(List<int> items)
    {
        int kept = 0;
        for (int i = 0; i < items.Count; i++)
        {
            if (i == 0 || items[i] != items[i - 1])
            {
                items[kept++] = items[i];
            }
        }

        items.RemoveRange(kept, items.Count - kept);
    }

    // A cycle through a merged target is one that nobody wrote.
    private Target? TwinIn(int[] cycle) => Array.FindIndex(cycle, index => _twins[index] >= 0) is >= 0 and int found ? _targets[cycle[found]] : null;

    private Adjacency CollectSideTargets(Func<Target, ValueList<TargetId>> side, string field)
    {
        Adjacency.Builder edges = new(_targets.Length);
        List<int> found = [];
        foreach (Target target in _targets)
        {
            found.Clear();
            foreach (TargetId id in side(target).AsSpan())
            {
                if (_indexes.TryGetValue(id.Value, out int index))
                {
                    found.Add(index);
                }
                else
                {
                    Diagnostics.Add(GraphDiagnostics.UnknownSideTarget(target, field, id, NearestName.Of(id.Value, _indexes.Keys)));
                }
            }

            SortAndDeduplicate(found);
            edges.Add(found);
        }

        return edges.Build();
    }

    private void CheckPools()
    {
        foreach (Target target in _targets)
        {
            foreach (PoolUse use in target.Pools.AsSpan())
            {
                if (!_pools.TryFind(use.Pool, out int pool))
                {
                    Diagnostics.Add(GraphDiagnostics.UnknownPool(target, use.Pool, NearestName.Of(use.Pool, _pools.Names)));
                }
                else if (use.Count > _pools[pool].Capacity)
                {
                    Diagnostics.Add(GraphDiagnostics.PoolTooSmall(target, use, _pools[pool]));
                }
            }
        }
    }

    private ValueList<int> ResolveDefaults()
    {
        List<int> defaults = [];
        foreach (TargetId id in _plan.Defaults.AsSpan())
        {
            if (_indexes.TryGetValue(id.Value, out int index))
            {
                defaults.Add(index);
            }
            else
            {
                Diagnostics.Add(GraphDiagnostics.UnknownDefault(id, NearestName.Of(id.Value, _indexes.Keys)));
            }
        }

        return _plan.Defaults.IsEmpty ? [.. Enumerable.Range(0, _targets.Length)] : [.. defaults];
    }
}
