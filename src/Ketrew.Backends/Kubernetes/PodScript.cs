using System.Globalization;
using System.Text;
using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Processes;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Kubernetes;

/// <summary>The shell script that is the process of a pod: runs the steps and leaves a verdict where the cluster picks it up.</summary>
/// <remarks>POSIX sh and as few programs of the image as can be: <c>sleep</c>, and <c>env</c> for variables that no shell could name.</remarks>
internal static class PodScript
{
    private const string Functions = """
        set -f
        asked=0 step= memory_kills=0
        # The script outlives its steps, to tell; who is to end it finds it by its number.
        trap 'asked=1' HUP
        trap 'asked=2' INT
        trap 'asked=3' QUIT
        trap 'asked=15' TERM
        printf '%s\n' $$ > "$verdict"

        count_memory_kills() {
            while read -r name count; do
                [ "$name" != oom_kill ] || memory_kills=$count
            done < /sys/fs/cgroup/memory.events
        } 2> /dev/null

        # In a pod of its own all other processes, in a shared one those of the group.
        has_others() {
            set +f
            for entry in /proc/[0-9]*; do
                set -f
                { read -r stat < "$entry/stat"; } 2> /dev/null || continue
                set -- ${stat##*) }
                [ "${entry#/proc/}" -ne $$ ] || continue
                case $1 in Z | X) continue ;; esac
                if [ $$ -eq 1 ] || [ "$3" -eq $$ ]; then return 0; fi
            done
            return 1
        }

        conclude() {
            if [ "$asked" -ne 0 ]; then
                while has_others; do
                    sleep 0.1 || sleep 1
                done
            elif [ "$1 $2" = 'signal 9' ]; then
                before=$memory_kills
                count_memory_kills
                [ "$memory_kills" -le "$before" ] || set -- memory 9
            fi
            times > "$verdict"
            { read -r user system && read -r user system; } < "$verdict"
            printf 'ketrew-verdict/1\nresult\t%s\t%s\nstep\t%s\nuser\t%s\nsystem\t%s\nend\n' "$1" "$2" "$step" "$user" "$system" > "$verdict"
            case $1 in
            exit) exit "$2" ;;
            refused) exit 125 ;;
            *) exit $((128 + $2)) ;;
            esac
        }

        begin() {
            [ "$asked" -eq 0 ] || conclude signal "$asked"
            step=$1
        }

        check() {
            [ -d "$directory" ] || conclude refused "$no_directory"
            [ -r "$input" ] || conclude refused "$no_input"
            : >> "$output" || conclude refused "the standard output $output can't be written"
            case $1 in
            */*) ( cd "$directory" && [ -f "$1" ] && [ -x "$1" ] ) || conclude refused "$2" ;;
            *) find_program "$1" || conclude refused "$2 ($search)" ;;
            esac
        }

        find_program() {
            program=$1
            IFS=:
            set -- $search
            unset IFS
            for entry in "$@"; do
                case $entry in /*) [ -f "$entry/$program" ] && [ -x "$entry/$program" ] && return 0 ;; esac
            done
            return 1
        }

        # Who leaves in peace because it was asked to has not done its work.
        finish() {
            if [ "$1" -gt 128 ] && [ "$1" -le 192 ]; then
                conclude signal $(($1 - 128))
            elif [ "$1" -ne 0 ]; then
                conclude exit "$1"
            elif [ "$asked" -ne 0 ]; then
                conclude signal "$asked"
            fi
        }

        count_memory_kills

        """;

    /// <summary>Writes the script.</summary>
    /// <param name="attempt">What it runs.</param>
    /// <param name="verdict">Absolute path, in the pod, of the file that the cluster reads when the script has ended.</param>
    /// <param name="hasLog">True when it sees the file for the log; otherwise all is printed.</param>
    public static string Of(Attempt attempt, string verdict, bool hasLog)
    {
        StringBuilder text = new();
        void Assign(string name, string value) => text.Append(name).Append('=').Append(Shell.Quote(value)).Append('\n');
        Assign("verdict", verdict);
        Assign("directory", attempt.Directory);
        Assign("input", attempt.StandardInput ?? StepSurroundings.Nothing);
        Assign("output", attempt.StandardOutput ?? StepSurroundings.Nothing);
        Assign("no_directory", RecordText.Escape(StepSurroundings.NoDirectory(attempt.Directory)));
        Assign("no_input", RecordText.Escape(StepSurroundings.NoStandardInput(attempt.StandardInput ?? StepSurroundings.Nothing)));
        _ = attempt.Environment.LastOrDefault(variable => variable.Name == "PATH") is { Value: { } path } ? text.Append("search=").Append(Shell.Quote(path)).Append('\n') : text.Append("search=$PATH\n");
        _ = text.Append("env=$(command -v env)\n").Append(Functions);
        if (hasLog)
        {
            _ = text.Append("log=").Append(Shell.Quote(attempt.LogPath)).Append("\n: >> \"$log\" || conclude refused \"the log $log can't be written\"\nexec >> \"$log\" 2>&1\n");
        }

        for (int i = 0; i < attempt.Steps.Count; i++)
        {
            WriteStep(text, attempt, i);
        }

        return text.Append("conclude exit 0\n").ToString();
    }

    /// <summary>What is run beside the script to end all that it runs, right before it is asked to end itself: a shell hears signals between
    /// two steps only. In a pod of its own the number of the script is 1, and the group of that number is everybody.</summary>
    /// <param name="verdict">As in <see cref="Of"/>.</param>
    public static string EndingOf(string verdict) => $"read -r script < {Shell.Quote(verdict)} && kill -TERM \"$script\" && kill -TERM -\"$script\"";

    private static void WriteStep(StringBuilder text, Attempt attempt, int index)
    {
        Step step = attempt.Steps[index];
        string[] arguments = StepSurroundings.ArgumentsOf(step);
        _ = text.Append("begin ").Append(Shell.Quote(RecordText.Escape(step.Name))).Append('\n');
        if (step.Name.Length > 0)
        {
            _ = text.Append("printf '%s\\n' ").Append(Shell.Quote($"--- {step.Name}")).Append('\n');
        }

        _ = text.Append("check ").Append(Shell.Quote(arguments[0])).Append(' ').Append(Shell.Quote(RecordText.Escape(NotThere(attempt, arguments[0]))))
            .Append("\n( cd \"$directory\" && unset OLDPWD");
        NamedValue[] variables = [.. attempt.Environment.Where(variable => !AttemptMarks.IsMark(variable.Name)).Concat(AttemptMarks.Values(attempt, null))];
        NamedValue[] plain = [.. variables.Where(variable => IsPlain(variable.Name))];
        NamedValue[] others = [.. variables.Where(variable => !IsPlain(variable.Name))];
        Append(text, " && export", plain);
        _ = text.Append(" && exec ");
        Append(text, "\"$env\"", others);
        _ = text.Append(others.Length > 0 ? " " : "").Append(string.Join(' ', Guarded(arguments, others.Length > 0).Select(Shell.Quote))).Append(" ) < \"$input\"")
            .Append(attempt.StandardOutput is null ? "" : index == 0 ? " > \"$output\"" : " >> \"$output\"").Append("\nfinish $?\n");
    }

    private static void Append(StringBuilder text, string command, NamedValue[] variables)
    {
        if (variables.Length > 0)
        {
            _ = text.Append(command);
            foreach (NamedValue variable in variables)
            {
                _ = text.Append(' ').Append(IsPlain(variable.Name) ? $"{variable.Name}={Shell.Quote(variable.Value)}" : Shell.Quote($"{variable.Name}={variable.Value}"));
            }
        }
    }

    // To env, a program with this sign is a variable.
    private static string[] Guarded(string[] arguments, bool isForEnv) =>
        isForEnv && arguments[0].Contains('=', StringComparison.Ordinal) ? ["/bin/sh", "-c", "exec \"$0\" \"$@\"", .. arguments] : arguments;

    private static string NotThere(Attempt attempt, string program) => program.Contains('/', StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"{Path.GetFullPath(program, attempt.Directory)} can't be started: there is no such program")
        : $"there is no program `{program}` in PATH";

    private static bool IsPlain(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}
