using System.Text;

namespace Ketrew.Engine.Tests.Automaton.Page;

/// <summary>A mermaid diagram of states. What all members of a group have in common is drawn once, from the group.</summary>
internal sealed class StateDiagram
{
    private readonly List<(string Id, string Title, string[] Members)> _groups = [];
    private readonly IReadOnlyList<StateEdge> _edges;

    /// <summary>Makes a diagram without groups.</summary>
    public StateDiagram(IReadOnlyList<StateEdge> edges)
    {
        _edges = edges;
    }

    /// <summary>Draws a box around states.</summary>
    public StateDiagram Group(string id, string title, params string[] members)
    {
        _groups.Add((id, title, members));
        return this;
    }

    /// <summary>The text of the diagram, without fence.</summary>
    public string Print()
    {
        IEnumerable<StateEdge> lifted = _groups.Aggregate((IEnumerable<StateEdge>)_edges, Lift);
        StateEdge[] edges = [.. lifted.OrderBy(edge => Order(edge.From)).ThenBy(edge => Order(edge.To))];
        StringBuilder text = new("stateDiagram-v2\n");
        foreach ((string id, string title, string[] members) in _groups)
        {
            StateEdge[] inner = [.. edges.Where(edge => members.Contains(edge.From) && members.Contains(edge.To))];
            _ = text.Append($"    state \"{title}\" as {id} {{\n");
            Append(text, "        ", [.. members.Where(member => !inner.Any(edge => edge.From == member || edge.To == member))], inner);
            _ = text.Append("    }\n");
            edges = [.. edges.Except(inner)];
        }

        Append(text, "    ", [], edges);
        return text.ToString();
    }

    private int Order(string node) =>
        StateEdges.Order(_groups.Where(group => group.Id == node).Select(group => group.Members[0]).FirstOrDefault(node));

    private static IEnumerable<StateEdge> Lift(IEnumerable<StateEdge> edges, (string Id, string Title, string[] Members) group) => edges
        .GroupBy(edge => (edge.To, edge.Label))
        .SelectMany(same => !group.Members.Contains(same.Key.To) && group.Members.All(member => same.Any(edge => edge.From == member))
            ? same.Where(edge => !group.Members.Contains(edge.From)).Prepend(new StateEdge(group.Id, same.Key.To, same.Key.Label))
            : same);

    private static void Append(StringBuilder text, string indent, string[] lonely, StateEdge[] edges)
    {
        foreach (string state in lonely)
        {
            _ = text.Append($"{indent}{state}\n");
        }

        foreach (IGrouping<(string From, string To), StateEdge> arrow in edges.GroupBy(edge => (edge.From, edge.To)))
        {
            _ = text.Append($"{indent}{arrow.Key.From} --> {arrow.Key.To}: {string.Join(", ", arrow.Select(edge => edge.Label))}\n");
        }
    }
}
