using System.Globalization;
using System.Text;
using Ketrew.Expander.Caching;
using Ketrew.Expander.Expansion;
using Ketrew.Sdk.Testing.Expanding;

namespace Ketrew.Sdk.Testing.Judging;

/// <summary>A project before and after an edit, expanded with one cache.</summary>
/// <param name="edits">What was done.</param>
/// <param name="before">When the cache was empty.</param>
/// <param name="after">When the cache knew the first.</param>
internal sealed class EditedProject(IReadOnlyList<string> edits, Expansion before, Expansion after)
{
    private const int EditLimit = 8;

    private IEnumerable<StanzaReport> Misses => after.Reports.Where(report => report.Reason is not null);

    /// <summary>Expands, edits a copy, expands the copy.</summary>
    /// <exception cref="StanzaAssertionException">There is nothing to be remembered, or nothing was edited.</exception>
    public static EditedProject Of(StanzaProject project, Action<StanzaProject> edit)
    {
        ObservationCache cache = new();
        Expansion before = Remembered.Check(WorkflowInMemory.Expand(project, cache));
        StanzaProject edited = project.Copy();
        edit(edited);
        return edited.Edits.Count == 0
            ? throw new StanzaAssertionException("the edit edited nothing: it must edit the project that it is given, as in `p => p.Write(\"a.txt\", \"x\")`")
            : new EditedProject(edited.Edits, before, WorkflowInMemory.Expand(edited, cache));
    }

    public void AssertHit()
    {
        if (after.Reports.Count == 0)
        {
            throw new StanzaAssertionException($"expected a hit after the edit, but there is no custom stanza any more\n{Edited()}\n\n{after.Errors}".TrimEnd());
        }

        if (Misses.Any())
        {
            StringBuilder text = new("expected a hit after the edit, but it makes Ketrew expand again\n");
            text.Append(Edited()).Append('\n').AppendJoin("", Misses.Select(Describe));
            throw new StanzaAssertionException(text.ToString().TrimEnd());
        }
    }

    public void AssertMiss()
    {
        if (!Misses.Any())
        {
            throw new StanzaAssertionException(
                $"expected a miss after the edit, but every question has the answer that it had\n{Edited()}\n\nasked:\n{before.QuestionLog.TrimEnd()}");
        }
    }

    private static string Describe(StanzaReport report)
    {
        StringBuilder text = new($"\n{report.Stanza}{(report.Span is { } span ? $" ({span})" : "")}{(report.Depth > 0 ? ", emitted" : "")}\n");
        switch (report.Reason)
        {
            case MissReason.AnswerChanged changed:
                text.Append(CultureInfo.InvariantCulture, $"  {changed.PluginLine}  {changed.Question}\n");
                text.AppendJoin("", changed.Differences.Select(difference => $"    {difference}\n"));
                break;
            case MissReason.PluginChanged:
                text.Append("  its arguments or its allowance are others\n");
                break;
            case MissReason.Late late:
                text.Append(CultureInfo.InvariantCulture, $"  {late.PluginLine}  {late.Question}\n    waits: that target isn't up to date\n");
                break;
            default:
                text.Append("  its fields, or its directory, are others\n");
                break;
        }

        return text.ToString();
    }

    private string Edited()
    {
        IEnumerable<string> shown = edits.Take(EditLimit);
        return $"edited: {string.Join(", ", edits.Count > EditLimit ? shown.Append("…") : shown)}";
    }
}
