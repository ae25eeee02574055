using System.Runtime.InteropServices;
using Ketrew.Engine.Planning;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Snapshots;

/// <summary>Lays out the targets of a snapshot as <see cref="PlanSection"/> finds them.</summary>
internal sealed class PlanSectionWriter
{
    private readonly TargetGraph _graph;
    private readonly int[] _members;
    private readonly List<int> _textStarts = [0];
    private readonly List<int> _needStarts = [0];
    private readonly List<int> _useStarts = [0];
    private readonly List<int> _needs = [];
    private readonly List<int> _uses = [];

    private PlanSectionWriter(TargetGraph graph, int[] members)
    {
        _graph = graph;
        _members = members;
    }

    /// <summary>The section.</summary>
    /// <param name="selection">The targets, all of them up to date.</param>
    /// <param name="uses">By number of a file in the graph: the entries that tell of it.</param>
    /// <returns>Empty when the plan is none that can be run in parts.</returns>
    public static byte[] Write(Selection selection, ILookup<int, int> uses)
    {
        TargetGraph graph = selection.Graph;
        int[] members = [.. selection.Targets.Order()];
        return Array.TrueForAll(members, target => TargetCodec.CanBeKept(graph[target]) && graph.Twin(target) is null)
            ? new PlanSectionWriter(graph, members).Write(uses, [.. selection.Roots])
            : [];
    }

    private byte[] Write(ILookup<int, int> uses, HashSet<int> roots)
    {
        int[] places = new int[_graph.Count];
        for (int i = 0; i < _members.Length; i++)
        {
            places[_members[i]] = i;
        }

        byte[] flags = new byte[_members.Length];
        using MemoryStream texts = new();
        using BinaryWriter writer = new(texts);
        for (int i = 0; i < _members.Length; i++)
        {
            int target = _members[i];
            TargetCodec.Write(writer, _graph[target]);
            AddNeeds(target, places);
            AddUses(_graph.Inputs(target), uses);
            AddUses(_graph.Outputs(target), uses);
            _textStarts.Add((int)texts.Length);
            _needStarts.Add(_needs.Count);
            _useStarts.Add(_uses.Count);
            flags[i] = (byte)((roots.Contains(target) ? PlanSection.AskedFlag : 0) | (_graph[target].Steps.IsEmpty ? PlanSection.GroupFlag : 0));
        }

        byte[] pools = Pools();
        return
        [
            .. MemoryMarshal.AsBytes<int>([_members.Length, _needs.Count, _uses.Count, pools.Length]),
            .. Bytes(_textStarts), .. Bytes(_needStarts), .. Bytes(_useStarts), .. Bytes(_needs), .. Bytes(_uses), .. flags, .. pools, .. texts.ToArray(),
        ];
    }

    private void AddNeeds(int target, int[] places)
    {
        foreach (int need in _graph.Needs(target))
        {
            _needs.Add(places[need]);
        }
    }

    private void AddUses(ReadOnlySpan<int> files, ILookup<int, int> uses)
    {
        foreach (int file in files)
        {
            _uses.AddRange(uses[file]);
        }
    }

    private byte[] Pools()
    {
        using MemoryStream pools = new();
        using BinaryWriter writer = new(pools);
        writer.Write7BitEncodedInt(_graph.Pools.Count);
        for (int i = 0; i < _graph.Pools.Count; i++)
        {
            PoolLimit limit = _graph.Pools[i];
            writer.Write(limit.Name);
            writer.Write(limit.Capacity);
        }

        return pools.ToArray();
    }

    private static ReadOnlySpan<byte> Bytes(List<int> numbers) => MemoryMarshal.AsBytes<int>(CollectionsMarshal.AsSpan(numbers));
}
