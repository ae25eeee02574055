using Ketrew.Backends.Hosts;
using Ketrew.Sdk;

namespace Ketrew.Backends.Scheduling;

/// <summary>What a scheduler runs that can't ask a job to end, or can't reach all of it: a script that stands before the attempt's own.
/// POSIX sh, and <c>setsid</c>.</summary>
internal static class JobLauncher
{
    private const string FileName = "launcher";

    private const string Text = """
        # What a scheduler sends to its job becomes what was asked for, and reaches what left the job's session as well.
        # When the job is killed, the guard, in a session of its own, kills what is left of the attempt.

        # The attempt's processes by their marks; those outside the session that got the signal, or all.
        marked() {
            for environment in $(grep -l -s -z -x -F -e "KETREW_PLAYGROUND=$playground" /proc/[0-9]*/environ); do
                process=${environment#/proc/}
                process=${process%/environ}
                { read -r stat < "/proc/$process/stat"; } 2> /dev/null || continue
                set -- "${1-}" ${stat##*) }
                [ "$5" = "$1" ] || echo "$process"
            done
        }

        session_of() {
            read -r stat < "/proc/$1/stat"
            set -- ${stat##*) }
            echo "$4"
        }

        end() {
            case $1 in
            # Who is killed while it starts another process is found with it the second time.
            9) { kill -9 $target $(marked); kill -9 $(marked); } 2> /dev/null ;;
            *) kill -15 $reached $(marked "$session") 2> /dev/null ;;
            esac
        }

        asked_for() {
            signal=15
            { read -r signal < "$playground/killed"; } 2> /dev/null
        }

        pass_on() {
            asked_for
            end "$signal"
            # Whoever was asked may be forced later, and a scheduler may say nothing twice.
            kill -0 $watcher 2> /dev/null && return
            (while sleep 1; do
                asked_for
                [ "$signal" != 9 ] || end 9
            done) > /dev/null 2>&1 3>&- &
            watcher=$!
        }

        aim() {
            job=$1
            if [ -n "$isolated" ]; then
                target=-$job reached=-$job session=$job
            else
                target=$job reached= session=$(session_of $$)
            fi
        }

        launch() {
            watcher=none
            trap pass_on HUP INT QUIT TERM USR1 USR2 XCPU
            $isolated /bin/sh "$playground/script" < /dev/null >&3 2>&1 3>&- &
            aim $!
            echo "$job"
            # A signal ends the waiting, not the job.
            while wait "$job"; code=$?; kill -0 "$job" 2> /dev/null; do :; done
            kill $watcher 2> /dev/null
            echo "$code"
        }

        guard() {
            read -r job || exit 1
            read -r code && exit "$code"
            aim "$job"
            end 9
            exit 1
        }

        [ "${1-}" != guard ] || guard
        trap : HUP INT QUIT TERM USR1 USR2 XCPU
        exec 3>&1
        launch | setsid /bin/sh "$playground/launcher" guard

        """;

    /// <summary>Absolute path, on the host, of the launcher of a job: to be run by <c>/bin/sh</c>.</summary>
    public static string PathOf(ScheduledJob job) => $"{job.Directory}/{FileName}";

    /// <summary>The launcher of a job.</summary>
    /// <param name="job">What it starts.</param>
    /// <param name="isIsolated">True when the scheduler's signals are not for the steps, since they are others than those that were asked for;
    /// false when steps get them from it, and stay in the session by which it counts what they use.</param>
    public static HostFile Of(ScheduledJob job, bool isIsolated) => new(
        PathOf(job),
        $"#!/bin/sh\n# Stands between a scheduler and the script of an attempt; written by ketrew.\nplayground={Shell.Quote(job.Directory)}\nisolated={(isIsolated ? "setsid" : "")}\n{Text}");
}
