using System.Globalization;
using System.Text;
using Ketrew.Engine.Planning;

namespace Ketrew.CommandLine.Output;

/// <summary>Targets and their needs as text.</summary>
internal static class GraphText
{
    private const string OnSuccess = "on success";
    private const string OnFailure = "on failure";

    /// <summary>A tree from the chosen targets down: needs, then what a target activates; what was shown before is not opened again.</summary>
    public static string Tree(Selection selection)
    {
        StringBuilder text = new();
        HashSet<int> opened = [];

        // A stack of our own: a chain of 100 000 targets is deeper than the thread's.
        Stack<(int Target, string Indent, string Branch, string Note)> open = new(selection.Roots.Reverse().Select(root => (root, "", "", "")));
        while (open.TryPop(out (int Target, string Indent, string Branch, string Note) line))
        {
            List<(int Target, string Note)> children = Children(selection.Graph, line.Target);
            bool isNew = opened.Add(line.Target);
            text.Append(line.Indent).Append(line.Branch).Append(selection.Graph[line.Target].Id.Value).Append(line.Note)
                .Append(isNew || children.Count == 0 ? "\n" : " …\n");
            string deeper = line.Indent + line.Branch switch { "" => "", "└─ " => "   ", _ => "│  " };
            for (int i = isNew ? children.Count - 1 : -1; i >= 0; i--)
            {
                open.Push((children[i].Target, deeper, i == children.Count - 1 ? "└─ " : "├─ ", children[i].Note));
            }
        }

        return text.ToString();
    }

    /// <summary>For Graphviz.</summary>
    public static string Dot(Selection selection)
    {
        StringBuilder text = new("digraph ketrew {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n");
        foreach (int target in selection.Targets.Order())
        {
            text.Append("  ").Append(Quote(selection.Graph, target)).Append(";\n");
            foreach (int need in selection.Graph.Needs(target))
            {
                text.Append("  ").Append(Quote(selection.Graph, need)).Append(" -> ").Append(Quote(selection.Graph, target)).Append(";\n");
            }

            foreach ((int side, string edge) in SideTargets(selection.Graph, target))
            {
                text.Append("  ").Append(Quote(selection.Graph, target)).Append(" -> ").Append(Quote(selection.Graph, side))
                    .Append(CultureInfo.InvariantCulture, $" [style=dashed, label=\"{edge}\"];\n");
            }
        }

        return text.Append("}\n").ToString();
    }

    /// <summary>For Mermaid, as Markdown pages show it.</summary>
    public static string Mermaid(Selection selection)
    {
        StringBuilder text = new("flowchart LR\n");
        foreach (int target in selection.Targets.Order())
        {
            string label = selection.Graph[target].Id.Value.Replace("\"", "#quot;", StringComparison.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $"  t{target}[\"{label}\"]\n");
            foreach (int need in selection.Graph.Needs(target))
            {
                text.Append(CultureInfo.InvariantCulture, $"  t{need} --> t{target}\n");
            }

            foreach ((int side, string edge) in SideTargets(selection.Graph, target))
            {
                text.Append(CultureInfo.InvariantCulture, $"  t{target} -. {edge} .-> t{side}\n");
            }
        }

        return text.ToString();
    }

    private static List<(int Target, string Note)> Children(TargetGraph graph, int target) =>
    [
        .. graph.Needs(target).ToArray().Select(need => (need, "")),
        .. SideTargets(graph, target).Select(side => (side.Target, $" ({side.Label})")),
    ];

    private static IEnumerable<(int Target, string Label)> SideTargets(TargetGraph graph, int target) =>
    [
        .. graph.OnSuccess(target).ToArray().Select(side => (side, OnSuccess)),
        .. graph.OnFailure(target).ToArray().Select(side => (side, OnFailure)),
    ];

    private static string Quote(TargetGraph graph, int target) =>
        $"\"{graph[target].Id.Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
