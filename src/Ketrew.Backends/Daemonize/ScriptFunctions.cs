namespace Ketrew.Backends.Daemonize;

/// <summary>The part of every monitored script that is the same for all: POSIX sh, tried with dash, bash and busybox.</summary>
internal static class ScriptFunctions
{
    /// <summary>Of a script that becomes nobody's child: follows the variables; is followed by the steps.</summary>
    public const string Detached = Detach + Shared + DetachedBegin;

    /// <summary>Of a script that stays the process of whoever runs it, a scheduler: follows the variables; is followed by the steps.</summary>
    public const string Attended = Attend + Shared + AttendedBegin;

    private const string Detach = """
        # The first process leads a session of its own, and is gone as soon as the job has begun: the job is nobody's child.
        # A background job of a shell would do, if it did not ignore interrupts for ever.
        if [ "${1-}" != run ]; then
            bare "$playground/script" run $$
            exit
        fi
        launcher=$2
        exec < /dev/null >> "$playground/script.log" 2>&1 || exit 4


        """;

    // The machine isn't known before the script runs; nor is the control group that its scheduler gave it.
    private const string Attend = """
        exec < /dev/null >> "$playground/script.log" 2>&1 || exit 4
        proc=/proc
        [ -r "$proc/self/stat" ] || proc=/nonexistent

        # Steps, and what they started, wherever it is.
        marked() {
            set +f
            grep -l -z -x -F "KETREW_PLAYGROUND=$playground" "$proc"/[0-9]*/environ 2> /dev/null
            set -f
        }

        # Schedulers ask the first process to end, and it alone; but a shell that waits for a program doesn't listen.
        # So the first one does nothing else. What a shell starts in the background would ignore interrupts for ever.
        pass() {
            kill -s "$1" "$job"
            for process in $(marked); do
                process=${process%/environ}
                kill -s "$1" "${process##*/}"
            done
        } 2> /dev/null
        if [ "${1-}" != run ]; then
            for signal in HUP INT QUIT TERM USR1 USR2; do
                trap "pass $signal" "$signal"
            done
            if env --default-signal=INT true 2> /dev/null; then
                set -- env --default-signal=INT,QUIT
            elif perl -e 1 2> /dev/null; then
                set -- perl -e '$SIG{INT} = $SIG{QUIT} = "DEFAULT"; exec @ARGV' --
            else
                set --
            fi
            "$@" /bin/sh "$playground/script" run &
            job=$!
            until wait "$job"; code=$?; ! kill -0 "$job" 2> /dev/null; do :; done
            exit "$code"
        fi
        trap : USR1 USR2

        host=$(uname -n)
        table=
        cgroup() { sed -n "s/^[0-9]*:$1://p" "$proc/self/cgroup" 2> /dev/null; }
        for memory_events in "/sys/fs/cgroup$(cgroup '')/memory.events" "/sys/fs/cgroup/memory$(cgroup memory)/memory.oom_control" "$proc/vmstat"; do
            [ ! -r "$memory_events" ] || break
        done


        """;

    private const string Shared = """
        # The steps die of these; the script lives on, to tell.
        asked=0
        trap 'asked=1' HUP
        trap 'asked=2' INT
        trap 'asked=3' QUIT
        trap 'asked=15' TERM

        identify() {
            if { read -r boot < "$proc/sys/kernel/random/boot_id" && read -r stat < "$proc/$$/stat"; } 2> /dev/null; then
                set -- ${stat##*) }
                group=$3
                began=${20}
            else
                boot=$({ sysctl -n kern.bootsessionuuid || sysctl -n kern.boottime || echo unknown; } 2> /dev/null)
                boot=$(set -- $boot; IFS=_; echo "$*")
                group=$(ps -o pgid= -p $$)
                group=$((group))
                began=$(set -- $(TZ=UTC0 ps -o lstart= -p $$); IFS=_; echo "$*")
            fi
            process="$$ $group $began $boot$table $host"
        }

        # A directory that is not empty is never replaced by a rename, so only one can become `claim`.
        claim() {
            [ ! -e "$playground/claim" ] || exit 3
            draft=$playground/claim.$$
            mkdir -p "$draft" &&
                printf '%s\n' "$process" > "$draft/process" &&
                printf '%2048s\n' '' > "$draft/verdict" &&
                : > "$draft/times" || exit 4
            mv "$draft" "$playground/claim"
            owner=
            { read -r owner < "$playground/claim/process"; } 2> /dev/null
            if [ "$owner" != "$process" ]; then
                rm -rf "$draft" "$playground/claim/claim.$$"
                exit 3
            fi
            draft=$playground/claim/verdict
        }

        note() {
            now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
            printf '%s\t%s\t%s\t%s\n' "$1" "$now" "$2" "$3" >> "$playground/record"
        }

        count_memory_kills() {
            memory_kills=0
            [ -r "$memory_events" ] || return
            while read -r name count; do
                [ "$name" != oom_kill ] || memory_kills=$count
            done < "$memory_events"
        }

        # Looked for by programs that are this script's own children, so those are left out.
        has_others() {
            if [ -r "$proc/$$/stat" ]; then
                set +f
                set -- "$proc"/[0-9]*/stat
                set -f
                grep -h ") [^ZX] [0-9]* $group " "$@" 2> /dev/null | grep -q -v -e "^$$ (" -e ") . $$ "
            else
                ps -A -o pgid= -o stat= -o pid= -o ppid= | while read -r of state pid parent; do
                    case "$of $state $pid $parent" in
                    "$group Z"* | *" $$ "* | *" $$") ;;
                    "$group "*) echo "$pid" ;;
                    esac
                done | grep -q .
            fi
        }

        tell() {
            printf 'ketrew-verdict/1\nresult\t%s\t%s\nstep\t%s\nasked\t%s\nended\t%s\nprocess\t%s\nuser\t%s\nsystem\t%s\nend\n' \
                "$1" "$2" "$step" "$asked" "$now" "$process" "$user" "$system"
        }

        # The room for the verdict was taken before the first step, so a full disk doesn't silence it.
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
            command times > "$playground/claim/times"
            { read -r user system && read -r user system; } < "$playground/claim/times"
            note verdict "$step" "$1 $2"
            if ! tell "$1" "$2" | dd of="$draft" conv=notrunc,fsync 2> /dev/null; then
                tell "$1" "$2" | cat 1<> "$draft" || exit 5
                sync
            fi
            # Before the verdict, so that none is left when the verdict was seen without it.
            command : > "$ended"
            mv "$draft" "$playground/verdict" || exit 5
            exit 0
        }

        refuse() {
            conclude refused "$1"
        }

        begin() {
            [ "$asked" -eq 0 ] || conclude signal "$asked"
            step=$1
            note before "$step" "$2"
        }

        check() {
            [ -d "$directory" ] || refuse "$no_directory"
            [ -r "$input" ] || refuse "$no_input"
            command : >> "$log" || refuse "$no_log"
            command : >> "$output" || refuse "$no_output"
            case $1 in
            */*) ( cd "$directory" && [ -f "$1" ] && [ -x "$1" ] ) || refuse "$2" ;;
            *) find_program "$1" || refuse "$2" ;;
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

        finish() {
            if [ "$1" -gt 128 ] && [ "$1" -le 192 ]; then
                set -- signal $(($1 - 128))
            else
                set -- exit "$1"
            fi
            note after "$step" "$1 $2"
            # Left by a step that could not begin what it was to begin: its container.
            ! { read -r why < "$playground/refusal"; } 2> /dev/null || refuse "$why"
            [ "$1 $2" = 'exit 0' ] || conclude "$1" "$2"
        }

        # Who leaves in peace because it was asked to has not done its work.
        finish_all() {
            [ "$asked" -eq 0 ] || conclude signal "$asked"
            conclude exit 0
        }


        """;

    private const string DetachedBegin = """
        step=
        count_memory_kills
        identify
        [ "$group" = "$launcher" ] || exit 6
        claim
        [ "$PPID" != "$launcher" ] || kill -KILL "$launcher"
        note start '' "process $process"

        """;

    private const string AttendedBegin = """
        if [ "$proc" = /proc ]; then
            has_others() { marked | grep -q .; }
        fi
        step=
        count_memory_kills
        identify
        claim
        note start '' "process $process"

        """;
}
