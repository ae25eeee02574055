using Ketrew.Expander;
using Ketrew.Expander.Differences;
using Ketrew.Expander.Promotion;

namespace Ketrew.CommandLine.Output;

/// <summary>Compares expanded files with the disk, and writes them there.</summary>
/// <param name="terminal">Where it says what it did.</param>
internal sealed class Promotion(Terminal terminal)
{
    private readonly ConflictText _conflicts = new(terminal);

    /// <summary>Writes the files that differ, and deletes those that nothing stands for any more. All or nothing: an edited or foreign file keeps the others from being written, too.</summary>
    /// <param name="files">What would be written.</param>
    /// <param name="leftOver">What would be deleted.</param>
    /// <param name="force">Lose what was edited by hand.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public int Write(IReadOnlyList<ExpandedFile> files, IReadOnlyList<PromotedFile> leftOver, bool force)
    {
        (ExpandedFile File, PromotionState State)[] compared = [.. files.Select(file => (file, file.Compare()))];
        bool isRefused = false;
        foreach ((ExpandedFile file, _) in compared.Where(one => one.State == PromotionState.Foreign))
        {
            isRefused = true;
            PrintForeign(file.Disk);
        }

        foreach ((ExpandedFile file, _) in compared.Where(one => !force && one.State == PromotionState.Edited))
        {
            isRefused = true;
            _conflicts.Print(file.Disk, file.Conflicts(), $"move the edits to `{file.Source}`, or lose them: ketrew expand --promote --force");
        }

        if (RefuseEdited(leftOver, force, "ketrew expand --promote --force") || isRefused)
        {
            return ExitCode.BadInput;
        }

        PromotedTree.Apply(compared.Where(one => one.State != PromotionState.Current).Select(one => one.File), leftOver);
        foreach ((ExpandedFile file, PromotionState state) in compared)
        {
            terminal.Print($"{file.Path}: {(state == PromotionState.Current ? "unchanged" : "written")}");
        }

        PrintDeleted(leftOver);
        return ExitCode.Done;
    }

    /// <summary>Deletes what was promoted, all or nothing. The workflow need not be expandable any more.</summary>
    /// <param name="options">The workflow.</param>
    /// <param name="force">Lose what was edited by hand.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public int Delete(ExpanderOptions options, bool force)
    {
        IReadOnlyList<PromotedFile> files = PromotedTree.Find(options, out IReadOnlyList<PromotedFile> foreign);
        foreach (PromotedFile file in foreign)
        {
            terminal.PrintNote($"{file.Path}: not written by ketrew; it stays as it is");
        }

        if (RefuseEdited(files, force, "ketrew expand --unpromote --force"))
        {
            return ExitCode.BadInput;
        }

        PromotedTree.Apply([], files);
        PrintDeleted(files);
        if (files.Count == 0)
        {
            terminal.Print("nothing is promoted");
        }

        return ExitCode.Done;
    }

    /// <summary>Says whether the disk holds what would be written.</summary>
    /// <param name="files">What would be written.</param>
    /// <param name="leftOver">What would be deleted.</param>
    /// <param name="withDifferences">Show them, too.</param>
    /// <returns><see cref="ExitCode.Failed"/> when it doesn't.</returns>
    public int Check(IReadOnlyList<ExpandedFile> files, IReadOnlyList<PromotedFile> leftOver, bool withDifferences)
    {
        ExpandedFile[] drifted = [.. files.Where(file => file.Compare() != PromotionState.Current)];

        // Before anything else: it is mostly the whole reason.
        foreach (string tool in drifted.SelectMany(file => file.ChangedTools()).Distinct())
        {
            terminal.PrintNote($"{terminal.Paint(Tone.Careful, "written with others:")} {tool}");
        }

        foreach (ExpandedFile file in drifted)
        {
            terminal.PrintError($"`{file.Path}` {Describe(file.Compare())}", Hint(file));
        }

        foreach (PromotedFile file in leftOver)
        {
            terminal.PrintError($"nothing stands for `{file.Path}` any more", "ketrew expand --promote");
        }

        if (withDifferences)
        {
            PrintDifferences(drifted);
        }

        return drifted.Length + leftOver.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>Shows disk → what would be written, as a unified difference.</summary>
    /// <param name="files">What would be written.</param>
    /// <returns><see cref="ExitCode.Done"/>.</returns>
    public int PrintDifferences(IReadOnlyList<ExpandedFile> files)
    {
        foreach (ExpandedFile file in files.Where(file => file.Compare() != PromotionState.Current))
        {
            terminal.Write(TextDifference.Between(file.Path.Value, file.Disk.Read(), file.FileText));
        }

        return ExitCode.Done;
    }

    private bool RefuseEdited(IReadOnlyList<PromotedFile> files, bool force, string hint)
    {
        bool isRefused = false;
        foreach (PromotedFile file in files.Where(_ => !force))
        {
            if (file.Edits() is { IsEmpty: false } edits)
            {
                isRefused = true;
                _conflicts.Print(file, edits, $"lose the edits: {hint}");
            }
        }

        return isRefused;
    }

    private void PrintForeign(PromotedFile file) =>
        terminal.PrintError($"`{file.Path}` was not written by ketrew; it stays as it is", $"move `{file.Path}` away");

    private void PrintDeleted(IReadOnlyList<PromotedFile> files)
    {
        foreach (PromotedFile file in files)
        {
            terminal.Print($"{file.Path}: deleted");
        }
    }

    private static string Hint(ExpandedFile file) => file.Compare() switch
    {
        PromotionState.Foreign => $"move `{file.Path}` away",
        PromotionState.Edited => "`ketrew expand --promote` shows what it would lose; with `--force` it loses it",
        _ => "ketrew expand --promote",
    };

    private static string Describe(PromotionState state) => state switch
    {
        PromotionState.Missing => "is not there",
        PromotionState.Edited => "was edited by hand",
        PromotionState.Foreign => "was not written by ketrew",
        _ => "is out of date",
    };
}
