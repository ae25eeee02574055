using Ketrew.Expander.Promotion;

namespace Ketrew.CommandLine.Output;

/// <summary>Compares expanded files with the disk, and writes them there.</summary>
/// <param name="terminal">Where it says what it did.</param>
internal sealed class Promotion(Terminal terminal)
{
    /// <summary>Writes the files that differ. All or nothing: an edited or foreign file keeps the others from being written, too.</summary>
    /// <param name="files">What would be written.</param>
    /// <param name="force">Overwrite files of ours that were edited by hand.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public int Write(IReadOnlyList<ExpandedFile> files, bool force)
    {
        ExpandedFile[] refused = [.. files.Where(file => file.Compare() is PromotionState.Foreign || (file.Compare() is PromotionState.Edited && !force))];
        foreach (ExpandedFile file in refused)
        {
            PrintRefusal(file);
        }

        if (refused.Length > 0)
        {
            return ExitCode.BadInput;
        }

        foreach (ExpandedFile file in files)
        {
            PromotionState state = file.Compare();
            if (state != PromotionState.Current)
            {
                file.Write();
            }

            terminal.Print($"{file.Path}: {(state == PromotionState.Current ? "unchanged" : "written")}");
        }

        return ExitCode.Done;
    }

    /// <summary>Says whether the disk holds what would be written.</summary>
    /// <param name="files">What would be written.</param>
    /// <param name="withDifferences">Show them, too.</param>
    /// <returns><see cref="ExitCode.Failed"/> when it doesn't.</returns>
    public int Check(IReadOnlyList<ExpandedFile> files, bool withDifferences)
    {
        ExpandedFile[] drifted = [.. files.Where(file => file.Compare() != PromotionState.Current)];
        foreach (ExpandedFile file in drifted)
        {
            foreach (string plugin in file.ChangedPlugins())
            {
                terminal.PrintNote($"{file.Path}: the plugin differs: {plugin}");
            }

            terminal.PrintError($"`{file.Path}` {Describe(file.Compare())}", Hint(file));
        }

        if (withDifferences)
        {
            PrintDifferences(drifted);
        }

        return drifted.Length == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>Shows disk → what would be written, as a unified difference.</summary>
    /// <param name="files">What would be written.</param>
    /// <returns><see cref="ExitCode.Done"/>.</returns>
    public int PrintDifferences(IReadOnlyList<ExpandedFile> files)
    {
        foreach (ExpandedFile file in files)
        {
            terminal.Write(TextDifference.Between(file.Path.Value, file.ReadDisk(), file.FileText));
        }

        return ExitCode.Done;
    }

    private void PrintRefusal(ExpandedFile file)
    {
        if (file.Compare() == PromotionState.Foreign)
        {
            terminal.PrintError($"`{file.Path}` was not written by ketrew; it stays as it is", $"move `{file.Path}` away");
            return;
        }

        terminal.PrintError($"`{file.Path}` was edited by hand: {string.Join("; ", file.Edits())}", "move the edit to the workflow file, or overwrite it: `ketrew expand --promote --force`");
        PrintDifferences([file]);
    }

    private static string Hint(ExpandedFile file) => file.Compare() switch
    {
        PromotionState.Foreign => $"move `{file.Path}` away",
        PromotionState.Edited => "`ketrew expand --diff` shows what; `ketrew expand --promote --force` overwrites it",
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
