using System.Diagnostics;
using Ketrew.Expander;
using Ketrew.Expander.Differences;
using Ketrew.Expander.Promotion;

namespace Ketrew.CommandLine.Output;

/// <summary>Replaces a stanza of a workflow file by what it stands for, and says so.</summary>
/// <param name="terminal">Where it says so.</param>
internal sealed class Ejecting(Terminal terminal)
{
    /// <summary>Writes the file, or shows what would be written.</summary>
    /// <param name="expansion">Without errors.</param>
    /// <param name="stanza">As typed.</param>
    /// <param name="onlyShow">Write nothing.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public int Run(ExpansionResult expansion, string stanza, bool onlyShow)
    {
        switch (Ejection.Of(expansion, stanza))
        {
            case Ejection.Ready ready when onlyShow:
                terminal.Write(TextDifference.Between(ready.Span.File, ready.Before, ready.After));
                return ExitCode.Done;
            case Ejection.Ready ready:
                ready.Write();
                terminal.Print($"{ready.Span.File}:{ready.Span.Line}: `{ready.Stanza}` was replaced by {StateText.Count(ready.Count, "stanza")}");
                foreach (ExpandedFile file in expansion.Files.Value.Where(file => file.Disk.IsOurs))
                {
                    terminal.PrintNote(terminal.Paint(Tone.Quiet, $"{file.Path} says where stanzas come from: bring it up to date with `ketrew expand --promote`"));
                }

                return ExitCode.Done;
            case Ejection.Refused refused:
                terminal.PrintError(refused.Problem, refused.Hint);
                return ExitCode.BadInput;
            default:
                throw new UnreachableException();
        }
    }
}
