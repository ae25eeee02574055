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

    /// <summary>Writes a script that becomes nobody's child, on a machine that is known.</summary>
    /// <param name="attempt">What it runs.</param>
    /// <param name="content">A line that says what the attempt is; stays the same when the surroundings change.</param>
    /// <param name="playground">Where it leaves its files.</param>
    /// <param name="surroundings">What the steps see.</param>
    /// <param name="machine">Where it runs.</param>
    /// <param name="memoryEvents">The file of the system that counts processes ended for lack of memory.</param>
    public static string Create(
        Attempt attempt, string content, Playground playground, StepSurroundings surroundings, Machine machine, string memoryEvents)
    {
        MonitoredScript script = new(attempt, playground, surroundings);
        script.WriteHead(content);
        script.WriteMachine(machine, memoryEvents);
        script.WriteFiles();
        script.WriteCommand("bare() { env -i", [.. AttemptMarks.Of(attempt, playground.Path).Select(Shell.Quote), .. machine.Shell.Select(Shell.Quote)]);
        script.WriteCommand("clean() { exec env -i", surroundings.Environment.Select(Shell.Quote));
        return script.Finish(ScriptFunctions.Detached);
    }

    /// <summary>Writes a script that stays the process of the scheduler that runs it, on whichever machine.</summary>
    /// <param name="attempt">What it runs.</param>
    /// <param name="content">A line that says what the attempt is; stays the same when the surroundings change.</param>
    /// <param name="playground">Where it leaves its files.</param>
    /// <param name="surroundings">What the steps see.</param>
    /// <param name="passed">Names of variables of the scheduler that the steps see too, where they are set.</param>
    public static string CreateAttended(
        Attempt attempt, string content, Playground playground, StepSurroundings surroundings, ValueList<string> passed)
    {
        MonitoredScript script = new(attempt, playground, surroundings);
        script.WriteHead(content);
        script.WritePlayground();
        script.WriteFiles();
        script.WriteCommand(
            "clean() { exec env -i", [.. passed.Select(name => $"${{{name}+\"{name}=${name}\"}}"), .. surroundings.Environment.Select(Shell.Quote)]);
        return script.Finish(ScriptFunctions.Attended);
    }

    private void WriteHead(string content)
    {
        _ = _text.Append("#!/bin/sh\n# Runs an attempt and tells how it ended; written by ketrew.\n");
        _ = _text.Append("# ").Append(RecordText.Escape(_attempt.Id.ToString())).Append('\n').Append(content).Append('\n');
        _ = _text.Append("set -f\nLC_ALL=C\nPATH=").Append(Shell.Quote($"{ToolPath}:{_surroundings.SearchPath}")).Append("\nexport LC_ALL PATH\n");
    }

    private void WritePlayground()
    {
        Assign("playground", _playground.Path);
        Assign("ended", _playground.Marker);
    }

    private void WriteMachine(Machine machine, string memoryEvents)
    {
        WritePlayground();
        Assign("host", machine.Host);
        Assign("table", machine.Table.Length > 0 ? $"@{machine.Table}" : "");
        Assign("proc", machine.HasProcessFiles ? "/proc" : "/nonexistent");
        Assign("memory_events", memoryEvents);
    }

    private void WriteFiles()
    {
        Assign("directory", _attempt.Directory);
        Assign("search", _surroundings.SearchPath);
        Assign("input", _attempt.StandardInput ?? StepSurroundings.Nothing);
        Assign("output", _attempt.StandardOutput ?? _attempt.LogPath);
        Assign("log", _attempt.LogPath);
        Assign("no_directory", RecordText.Escape(StepSurroundings.NoDirectory(_attempt.Directory)));
        Assign("no_input", RecordText.Escape(StepSurroundings.NoStandardInput(_attempt.StandardInput ?? StepSurroundings.Nothing)));
        Assign("no_output", RecordText.Escape($"the standard output {_attempt.StandardOutput} can't be written"));
        Assign("no_log", RecordText.Escape($"the log {_attempt.LogPath} can't be written"));
    }

    private string Finish(string functions)
    {
        _ = _text.Append('\n').Append(functions);
        for (int i = 0; i < _attempt.Steps.Count; i++)
        {
            WriteStep(_attempt.Steps[i], i);
        }

        return _text.Append("\nfinish_all\n").ToString();
    }

    private void WriteCommand(string start, IEnumerable<string> words)
    {
        _ = _text.Append(start);
        foreach (string word in words)
        {
            _ = _text.Append(" \\\n    ").Append(word);
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
