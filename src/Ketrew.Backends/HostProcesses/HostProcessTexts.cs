using Ketrew.Sdk;

namespace Ketrew.Backends.HostProcesses;

/// <summary>Texts for POSIX sh on a Linux host that start, find and end the processes of attempts.</summary>
internal static class HostProcessTexts
{
    /// <summary>Exit code of a host that has not what is needed.</summary>
    public const int Unfit = 73;

    /// <summary>The variable that all processes of an attempt have.</summary>
    public const string Mark = "KETREW_JOB";

    // `identify PID` sets parent, group, state and started; fails when there is no such process. A zombie is none.
    private const string Functions = """
        set -f
        identify() {
            { read -r stat < "/proc/$1/stat"; } 2> /dev/null || return 1
            set -- ${stat##*) }
            state=$1 parent=$2 group=$3 started=${20}
            case $state in Z | X) return 1 ;; esac
        }
        marked() {
            set +f
            set -- "$1" /proc/[0-9]*/environ
            set -f
            mark=$1
            shift
            grep -l -z -x -F "KETREW_JOB=$mark" "$@" 2> /dev/null
        }
        read -r boot < /proc/sys/kernel/random/boot_id
        table=$(readlink /proc/self/ns/pid)
        boot=$boot@${table#pid:}
        host=$(uname -n)

        """;

    // What the first process of an attempt does before it becomes the script. The shell above it would ignore interrupts for all that
    // it starts in the background; so it starts this one in the foreground, and is ended by it.
    private const string Begin = """
        read -r boot < /proc/sys/kernel/random/boot_id && read -r stat < "/proc/$$/stat" || exit 1
        script=$1 output=$2
        table=$(readlink /proc/self/ns/pid)
        boot=$boot@${table#pid:}
        set -f
        set -- ${stat##*) }
        printf "%s\n" "$KETREW_JOB.$$.$3.${20}.$boot.$(uname -n)"
        kill -KILL "$PPID"
        exec sh "$script" > "$output" 2>&1 < /dev/null
        """;

    /// <summary>Starts the script of an attempt in a session of its own, as nobody's child; prints its <see cref="HostProcessId"/>.</summary>
    public static string Start(string name, string script, string output) => $$"""
        [ -r /proc/self/stat ] || { echo 'attempts run on Linux hosts only: there is no /proc' >&2; exit {{Unfit}}; }
        command -v setsid > /dev/null || { echo 'there is no program `setsid`: install util-linux or busybox' >&2; exit {{Unfit}}; }
        {{Mark}}={{Shell.Quote(name)}}
        export {{Mark}}
        id=$(setsid sh -c 'sh -c "$1" sh "$2" "$3"; :' sh {{Shell.Quote(Begin)}} {{Shell.Quote(script)}} {{Shell.Quote(output)}})
        printf '%s\n' "$id"
        [ -n "$id" ]
        """;

    /// <summary>Prints what became of each process: <c>ID running</c>, <c>ID gone</c> and the processes that it left, <c>ID restarted</c>, or <c>ID elsewhere</c>.</summary>
    public static string Look(IEnumerable<HostProcessId> processes) => Functions + """
        look() {
            if [ "$5" != "$boot" ]; then
                if [ "$6" = "$host" ]; then echo "$1 restarted"; else echo "$1 elsewhere"; fi
            elif identify "$3" && [ "$started" = "$4" ]; then echo "$1 running"
            else
                left=
                for other in $(marked "$2"); do
                    other=${other#/proc/}
                    ! identify "${other%/environ}" || left="$left ${other%/environ}"
                done
                echo "$1 gone$left"
            fi
        }

        """ + Lines(processes, process => $"look {Shell.Quote(process.ToString())} {Shell.Quote(process.Name)} {process.ProcessId} {process.Started} {Shell.Quote(process.Boot)} {Shell.Quote(process.Host)}");

    /// <summary>Sends a signal to the processes of attempts; prints how many heard it.</summary>
    /// <param name="processes">Of which attempts.</param>
    /// <param name="signal">Its name.</param>
    public static string End(IEnumerable<HostProcessId> processes, string signal) => Functions + $$"""
        count=0
        send() {
            ! kill -s {{signal}} -- "$1" 2> /dev/null || count=$((count + 1))
        }
        end() {
            [ "$5" = "$boot" ] || return 0
            alive=
            # The group's number can't be a stranger's while the script is in it.
            if identify "$2" && [ "$started" = "$4" ]; then
                alive=$group
                send "-$group"
                # Asked to end, the script itself asks the others.
                [ {{signal}} = KILL ] || return 0
            fi
            for other in $(marked "$1"); do
                other=${other#/proc/}
                other=${other%/environ}
                if identify "$other" && [ "$group" != "$alive" ]; then send "$other"; fi
            done
        }

        """ + Lines(processes, process => $"end {Shell.Quote(process.Name)} {process.ProcessId} {process.Group} {process.Started} {Shell.Quote(process.Boot)}") + "echo $count\n";

    /// <summary>Prints the <see cref="HostProcessId"/> of every process of any attempt.</summary>
    public const string Find = Functions + """
        set +f
        set -- /proc/[0-9]*/environ
        set -f
        for path in $(grep -l -z -e '^KETREW_JOB=ketrew-' "$@" 2> /dev/null); do
            pid=${path#/proc/}
            pid=${pid%/environ}
            name=$({ tr '\0' '\n' < "$path" | sed -n 's/^KETREW_JOB=//p'; } 2> /dev/null)
            ! identify "$pid" || printf '%s\n' "$name.$pid.$group.$started.$boot.$host"
        done
        exit 0
        """;

    /// <summary>Prints the processes of an attempt as a table of <c>ps</c>.</summary>
    public static string Tree(HostProcessId process) => Functions + $$"""
        ids=
        for other in $(marked {{Shell.Quote(process.Name)}}); do
            other=${other#/proc/}
            ids=$ids${ids:+,}${other%/environ}
        done
        [ -z "$ids" ] || ps -o pid= -o ppid= -o stat= -o etime= -o time= -o rss= -o args= -p "$ids"
        """;

    private static string Lines(IEnumerable<HostProcessId> processes, Func<HostProcessId, string> line) =>
        string.Concat(processes.Select(process => line(process) + '\n'));
}
