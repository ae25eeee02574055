using Ketrew.Backends.Hosts;
using Ketrew.Sdk;

namespace Ketrew.Backends.Scheduling;

/// <summary>What a scheduler runs that can't ask a job to end, or can't reach all of it: a script that stands before the attempt's own.
/// POSIX sh, and <c>setsid</c>.</summary>
internal static class JobLauncher
{
    private const string FileName = "launcher";

    private const string Text = """
        # What a scheduler sends to its job becomes what was asked for. When all of the job is killed, the guard, in a session of its own,
        # kills what is left of the attempt.

        # All processes of the attempt's steps, by their marks; the script itself has none.
        marked() {
            for environment in $(grep -l -s -z -x -F -e "KETREW_PLAYGROUND=$playground" /proc/[0-9]*/environ); do
                process=${environment#/proc/}
                echo "${process%/environ}"
            done
        }

        # Who is killed while it starts another process is found with it the second time.
        kill_all() {
            { kill -9 $target $(marked); kill -9 $(marked); } 2> /dev/null
        }

        is_forced() {
            signal=
            { read -r signal < "$playground/killed"; } 2> /dev/null
            [ "$signal" = 9 ]
        }

        pass_on() {
            if is_forced; then
                kill_all
            elif [ -n "$isolated" ]; then
                kill -15 $target 2> /dev/null
                # Whoever was asked may be forced later, and such a scheduler says nothing twice.
                [ -n "$watch" ] || setsid /bin/sh "$playground/launcher" watch "$job" > /dev/null 2>&1 3>&- &
                watch=${watch:-$!}
            fi
        }

        # A shell makes what it starts in the background ignore interrupts for ever; where there is neither of these, that stays so.
        undeafen() {
            undeafened='env --default-signal=INT,QUIT'
            $undeafened true 2> /dev/null && return
            undeafened="perl -e \$SIG{INT}=\$SIG{QUIT}='DEFAULT';exec@ARGV"
            $undeafened true 2> /dev/null || undeafened=
        }

        aim() {
            job=$1
            target=${isolated:+-}$job
        }

        launch() {
            watch=
            undeafen
            trap pass_on HUP INT QUIT TERM USR1 USR2 XCPU
            $isolated $undeafened /bin/sh "$playground/script" < /dev/null >&3 2>&1 3>&- &
            aim $!
            echo "$job"
            # A signal ends the waiting, not the job.
            while wait "$job"; code=$?; kill -0 "$job" 2> /dev/null; do :; done
            [ -z "$watch" ] || kill "$watch" 2> /dev/null
            echo "$code"
        }

        watch() {
            aim "$1"
            while sleep 3 && kill -0 "$job" 2> /dev/null; do
                is_forced && kill_all
            done
            exit
        }

        guard() {
            read -r job || exit 1
            read -r code && exit "$code"
            aim "$job"
            kill_all
            exit 1
        }

        [ $# -eq 0 ] || "$@"
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
