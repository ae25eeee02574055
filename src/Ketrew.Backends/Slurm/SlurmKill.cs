using Ketrew.Backends.Hosts;
using Ketrew.Backends.Processes;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Slurm;

/// <summary>How jobs are ended. A plain scancel asks, and kills half a minute later, whatever signal is named: too firm for one wish, and too slow for the other.</summary>
internal static class SlurmKill
{
    /// <summary>Ends jobs. Those that wait are not reached by signals; `--state=PENDING` would cancel the whole array of a task.
    /// Those that are being cleaned up are left alone: scancel would try again and again for a minute and a half.
    /// The script passes on what it is asked; when it is killed, Slurm ends all of its job at once.</summary>
    public static string Command(ValueList<string> jobs, KillStrength strength) => $$"""
        queued=$(squeue -h -r -t PENDING,CONFIGURING,REQUEUED,SPECIAL_EXIT,COMPLETING -u "$(id -u)" -O 'JobArrayID:|,State:|') || exit 1
        wait= run=
        for job in {{string.Join(' ', jobs)}}; do
            case "
        $queued" in
            *"
        $job|COMPLETING|"*) ;;
            *"
        $job|"*) wait="$wait $job" ;;
            *) run="$run $job" ;;
            esac
        done
        [ -z "$wait" ] || scancel $wait
        [ -z "$run" ] || scancel --batch --signal={{EndSignal.NameOf(strength)}} $run
        """;

    /// <summary>What scancel says: nothing, or that some are gone.</summary>
    public static KillAnswer Read(CommandOutcome outcome) =>
        SlurmErrors.IsOutOfReach(outcome) || outcome.Errors.Contains("denied", StringComparison.OrdinalIgnoreCase) || outcome.Code == 127
            ? KillAnswer.Unknown
            : KillAnswer.Delivered;
}
