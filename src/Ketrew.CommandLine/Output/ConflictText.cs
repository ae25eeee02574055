using System.Diagnostics;
using Ketrew.Expander.Differences;
using Ketrew.Expander.Promotion;

namespace Ketrew.CommandLine.Output;

/// <summary>Shows the edits by hand that writing or deleting a promoted file would lose: where they are, who changed what, and the difference.</summary>
/// <param name="terminal">Where they are shown.</param>
internal sealed class ConflictText(Terminal terminal)
{
    /// <summary>Prints the conflicts of one file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="conflicts">At least one.</param>
    /// <param name="hint">What to do about it.</param>
    public void Print(PromotedFile file, IReadOnlyCollection<PromotionConflict> conflicts, string hint)
    {
        terminal.PrintNote($"{terminal.Paint(Tone.Bad, "error:")} `{file.Path}` was edited by hand; it stays as it is");
        foreach (PromotionConflict conflict in conflicts)
        {
            Print(file, conflict);
        }

        terminal.PrintNote($"{terminal.Paint(Tone.Quiet, "hint:")} {hint}");
    }

    private void Print(PromotedFile file, PromotionConflict conflict)
    {
        switch (conflict)
        {
            case PromotionConflict.Merge merge:
                terminal.PrintNote($"  {file.Path}:{merge.Line}: conflict markers of a merge: merge the workflow files, and promote again");
                break;
            case PromotionConflict.Stanza { Now: null } stanza:
                terminal.PrintNote($"  {file.Path}:{stanza.Line}: `{stanza.Name}` was edited by hand{(stanza.IsOutOfDate ? ", and nothing stands for it any more" : "")}");
                PrintLost(stanza.Found);
                break;
            case PromotionConflict.Stanza stanza:
                string also = stanza.IsOutOfDate ? "; what the workflow says about it changed, too" : "; the workflow still says what was written";
                terminal.PrintNote($"  {file.Path}:{stanza.Line}: `{stanza.Name}` was edited by hand{also}");
                PrintDifference(stanza.Found, stanza.Now);
                break;
            case PromotionConflict.Outside outside:
                terminal.PrintNote($"  {file.Path}: lines outside of the stanzas, or whole stanzas, were edited by hand");
                PrintDifference(outside.Found, outside.Now ?? outside.Found);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private void PrintLost(string found)
    {
        foreach (string line in found.TrimEnd('\n').Split('\n'))
        {
            terminal.PrintNote($"    -{line}");
        }
    }

    private void PrintDifference(string found, string now)
    {
        foreach (DifferenceLine line in TextDifference.Hunks(found, now).SelectMany(hunk => hunk))
        {
            terminal.PrintNote($"    {line.Mark}{line.Text}");
        }
    }
}
