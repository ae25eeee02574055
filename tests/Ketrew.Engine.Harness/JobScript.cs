namespace Ketrew.Engine.Harness;

/// <summary>What the targets of storms run: a shell script that tells in a ledger when it begins and when it ends.</summary>
/// <remarks>
/// <c>begin ID PID</c>, <c>end ID CODE</c>, and <c>overlap ID</c> when anything of an earlier attempt of the same target is still there:
/// it, or a process that it started, still holds the target's lock.
/// </remarks>
internal static class JobScript
{
    /// <summary>Where it lies in the project.</summary>
    public const string Path = "job.sh";

    /// <summary>Where jobs tell what they do.</summary>
    public const string Ledger = "ledger";

    /// <summary>Directories that it wants to be there.</summary>
    public static readonly string[] Directories = ["go", "in", "locks", "once", "out", "same"];

    /// <summary>Called with what to do, <c>plain</c> if nothing special, the output or <c>-</c>, a version, and inputs whose content becomes part of the output's.</summary>
    public const string Text = """
        set -eu
        kind=$1 output=$2 version=${3-}
        shift $(($# < 3 ? $# : 3))
        id=$KETREW_RUN/$KETREW_TARGET/$KETREW_ATTEMPT

        say() {
            echo "$*" >> ledger
        }

        once() {
            [ ! -e "once/$KETREW_TARGET" ] && : > "once/$KETREW_TARGET"
        }

        whole() {
            echo "whole $KETREW_TARGET${version:+ $version}"
            [ $# -eq 0 ] || cat "$@"
        }

        write() {
            case $output in
            -) ;;
            */) mkdir -p "$output" && "$@" > "${output}a" && "$@" > "${output}b" ;;
            *) "$@" > "$output" ;;
            esac
        }

        [ "$kind" = last ] || {
            exec 9> "locks/$KETREW_TARGET"
            flock -n 9 || say "overlap $id"
            say "begin $id $$"
            write echo half
        }
        [ "$kind" != first ] || exit 0
        trap 'say "end $id $?"' EXIT
        case $kind in
        slow) sleep 0.05 ;;
        fails) ! once || exit 3 ;;
        hangs) ! once || sleep 100 ;;
        fills) ! once || head -c 3000000 /dev/zero > "$output" ;;
        waits) until [ -e "go/$KETREW_TARGET" ]; do sleep 0.02; done ;;
        same) echo whole > "same/$output.$$" && mv "same/$output.$$" "same/$output" && output=- ;;
        esac
        write whole "$@"

        """;
}
