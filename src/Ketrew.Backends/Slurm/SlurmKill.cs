using Ketrew.Backends.Hosts;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Slurm;

/// <summary>How jobs are ended. A plain scancel kills after seconds what was only to be asked, so those that run are sent the signal alone.</summary>
internal static class SlurmKill
{
    /// <summary>Ends jobs. Those that wait are not reached by signals; `--state=PENDING` would cancel the whole array of a task.</summary>
    public static string Command(ValueList<string> jobs, KillStrength strength) => $$"""
        waiting=" $(squeue -h -r -t PENDING,CONFIGURING,REQUEUED,SPECIAL_EXIT -u "$(id -u)" -O 'JobArrayID: ' | tr '\n' ' ') " || exit 1
        wait= run=
        for job in {{string.Join(' ', jobs)}}; do
            case $waiting in *" $job "*) wait="$wait $job" ;; *) run="$run $job" ;; esac
        done
        [ -z "$wait" ] || scancel $wait
        [ -z "$run" ] || scancel --full --signal={{(strength is KillStrength.Kill ? "KILL" : "TERM")}} $run
        """;

    /// <summary>What scancel says: nothing, or that some are gone.</summary>
    public static KillAnswer Read(CommandOutcome outcome) =>
        SlurmErrors.IsOutOfReach(outcome) || outcome.Errors.Contains("denied", StringComparison.OrdinalIgnoreCase) || outcome.Code == 127
            ? KillAnswer.Unknown
            : KillAnswer.Delivered;
}
