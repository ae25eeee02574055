using System.Text;
using Ketrew.Backends.Processes;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Daemonize;

/// <summary>The shell script that runs an attempt and tells how it ended: all it needs is in it.</summary>
internal sealed class MonitoredScript
{
    // The script's own tools are the system's, whatever a target has in its PATH; some systems have them nowhere else, though.
    private const string ToolPath = "/usr/bin:/bin:/usr/sbin:/sbin";
    private const int LongestCommand = 200;

    private readonly Attempt _attempt;
    private readonly Playground _playground;
    private readonly StepSurroundings _surroundings;
    private readonly StringBuilder _text = new();

    private MonitoredScript(Attempt attempt, Playground playground, StepSurroundings surroundings) =>
        (_attempt, _playground, _surroundings) = (attempt, playground, surroundings);

    /// <summary>Writes the script.</summary>
    /// <param name="attempt">What it runs.</param>
    /// <param name="content">A line that says what the attempt is; stays the same when the surroundings change.</param>
    /// <param name="playground">Where it leaves its files.</param>
    /// <param name="surroundings">What the steps see.</param>
    /// <param name="machine">Where it runs.</param>
    /// <param name="memoryEvents">The file of the system that counts processes ended for lack of memory.</param>
    public static string Create(
        Attempt attempt, string content, Playground playground, StepSurroundings surroundings, Machine machine, string memoryEvents) =>
        new MonitoredScript(attempt, playground, surroundings).Write(content, machine, memoryEvents);

    private string Write(string content, Machine machine, string memoryEvents)
    {
        _ = _text.Append("#!/bin/sh\n# Runs an attempt and tells how it ended; written by ketrew.\n");
        _ = _text.Append("# ").Append(RecordText.Escape(_attempt.Id.ToString())).Append('\n').Append(content).Append('\n');
        WriteVariables(machine, memoryEvents);
        _ = _text.Append('\n').Append(ScriptFunctions.Text);
        for (int i = 0; i < _attempt.Steps.Count; i++)
        {
            WriteStep(_attempt.Steps[i], i);
        }

        return _text.Append("\nfinish_all\n").ToString();
    }

    private void WriteVariables(Machine machine, string memoryEvents)
    {
        string searchPath = _surroundings.SearchPath;
        _ = _text.Append("set -f\nLC_ALL=C\nPATH=").Append(Shell.Quote($"{ToolPath}:{searchPath}")).Append("\nexport LC_ALL PATH\n");
        Assign("playground", _playground.Path);
        Assign("ended", _playground.Marker);
        Assign("host", machine.Host);
        Assign("table", machine.Table.Length > 0 ? $"@{machine.Table}" : "");
        Assign("proc", machine.HasProcessFiles ? "/proc" : "/nonexistent");
        Assign("memory_events", memoryEvents);
        Assign("directory", _attempt.Directory);
        Assign("search", searchPath);
        Assign("input", _attempt.StandardInput ?? StepSurroundings.Nothing);
        Assign("output", _attempt.StandardOutput ?? _attempt.LogPath);
        Assign("log", _attempt.LogPath);
        Assign("no_directory", RecordText.Escape(StepSurroundings.NoDirectory(_attempt.Directory)));
        Assign("no_input", RecordText.Escape(StepSurroundings.NoStandardInput(_attempt.StandardInput ?? StepSurroundings.Nothing)));
        Assign("no_output", RecordText.Escape($"the standard output {_attempt.StandardOutput} can't be written"));
        Assign("no_log", RecordText.Escape($"the log {_attempt.LogPath} can't be written"));
        WriteCommand("bare() { env -i", [.. AttemptMarks.Of(_attempt, _playground.Path), .. machine.Shell]);
        WriteCommand("clean() { exec env -i", _surroundings.Environment);
    }

    private void WriteCommand(string start, IEnumerable<string> words)
    {
        _ = _text.Append(start);
        foreach (string word in words)
        {
            _ = _text.Append(" \\\n    ").Append(Shell.Quote(word));
        }

        _ = _text.Append(" \\\n    \"$@\"; }\n");
    }

    private void WriteStep(Step step, int index)
    {
        string[] arguments = StepSurroundings.ArgumentsOf(step);
        string command = string.Join(' ', arguments.Select(Shell.Quote));
        string name = Shell.Quote(RecordText.Escape(step.Name));
        string shown = RecordText.Escape(command.Length <= LongestCommand ? command : command[..LongestCommand]);
        _ = _text.Append('\n').Append("begin ").Append(name).Append(' ').Append(Shell.Quote(shown)).Append('\n');
        if (step.Name.Length > 0)
        {
            _ = _text.Append("printf '%s\\n' ").Append(Shell.Quote($"--- {step.Name}")).Append(" >> \"$log\"\n");
        }

        string problem = RecordText.Escape(_surroundings.NotStarted(arguments[0]));
        _ = _text.Append("check ").Append(Shell.Quote(arguments[0])).Append(' ').Append(Shell.Quote(problem)).Append('\n')
            .Append("( cd \"$directory\" && clean ").Append(Guard(arguments[0])).Append(command).Append(" ) ").Append(Redirections(index)).Append("\nfinish $?\n");
    }

    // To env, a program with this sign is a variable, and without a program it succeeds.
    private static string Guard(string program) => program.Contains('=', StringComparison.Ordinal) ? "/bin/sh -c 'exec \"$0\" \"$@\"' " : "";

    private string Redirections(int index) =>
        _attempt.StandardOutput is null ? "< \"$input\" >> \"$log\" 2>&1"
        : index == 0 ? "< \"$input\" > \"$output\" 2>> \"$log\""
        : "< \"$input\" >> \"$output\" 2>> \"$log\"";

    private void Assign(string name, string value) => _ = _text.Append(name).Append('=').Append(Shell.Quote(value)).Append('\n');
}
