using Ketrew.CommandLine.Output;
using Ketrew.Expander.Differences;
using Ketrew.Expander.Promotion;
using Ketrew.Sdk;

namespace Ketrew.CommandLine.Watching;

/// <summary>What a workflow stands for: all of it the first time, then what is different.</summary>
/// <param name="terminal">Where it goes.</param>
/// <param name="print">Prints all of it.</param>
internal sealed class WatchedPlan(Terminal terminal, Action<IReadOnlyList<ExpandedFile>> print)
{
    private SortedDictionary<ProjectPath, (string Name, string Text)>? _shown;

    /// <summary>Shows it.</summary>
    /// <param name="files">The workflow files without custom stanzas.</param>
    public void Show(IReadOnlyList<ExpandedFile> files)
    {
        SortedDictionary<ProjectPath, (string Name, string Text)> now = new(files.ToDictionary(file => file.Path, file => (file.Source.Value, file.ReadableText)));
        if (_shown is null)
        {
            print(files);
        }
        else
        {
            PrintDifferences(_shown, now);
        }

        _shown = now;
    }

    private void PrintDifferences(SortedDictionary<ProjectPath, (string Name, string Text)> before, SortedDictionary<ProjectPath, (string Name, string Text)> now)
    {
        foreach (ProjectPath path in before.Keys.Union(now.Keys).Order())
        {
            string name = (now.TryGetValue(path, out (string Name, string Text) current) ? current : before[path]).Name;
            terminal.Write(TextDifference.Between(name, before.TryGetValue(path, out (string Name, string Text) old) ? old.Text : null, current.Text ?? ""));
        }
    }
}
