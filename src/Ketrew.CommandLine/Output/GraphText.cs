using System.Globalization;
using System.Text;
using Ketrew.Engine.Planning;

namespace Ketrew.CommandLine.Output;

/// <summary>Targets and their needs as text.</summary>
internal static class GraphText
{
    /// <summary>A tree from the chosen targets down; what was shown before is not opened again.</summary>
    public static string Tree(Selection selection)
    {
        StringBuilder text = new();
        HashSet<int> opened = [];

        // A stack of our own: a chain of 100 000 targets is deeper than the thread's.
        Stack<(int Target, string Indent, string Branch)> open = new(selection.Roots.Reverse().Select(root => (root, "", "")));
        while (open.TryPop(out (int Target, string Indent, string Branch) line))
        {
            ReadOnlySpan<int> needs = selection.Graph.Needs(line.Target);
            bool isNew = opened.Add(line.Target);
            text.Append(line.Indent).Append(line.Branch).Append(selection.Graph[line.Target].Id.Value).Append(isNew || needs.IsEmpty ? "\n" : " …\n");
            string deeper = line.Indent + line.Branch switch { "" => "", "└─ " => "   ", _ => "│  " };
            for (int i = isNew ? needs.Length - 1 : -1; i >= 0; i--)
            {
                open.Push((needs[i], deeper, i == needs.Length - 1 ? "└─ " : "├─ "));
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
        }

        return text.ToString();
    }

    private static string Quote(TargetGraph graph, int target) =>
        $"\"{graph[target].Id.Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
