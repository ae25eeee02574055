using Ketrew.Backends.Processes;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Daemonize;

/// <summary>Ends attempts with all that they started; sees to it that what has not begun never does.</summary>
/// <param name="root">Where playgrounds are.</param>
/// <param name="machine">This one.</param>
/// <param name="names">Makes names that nobody else makes.</param>
internal sealed class JobEnder(PlaygroundRoot root, Machine machine, UniqueNames names)
{
    /// <summary>Asks attempts to end, none of which is being started by this engine at the moment.</summary>
    public ValueList<KillAnswer> End(IEnumerable<AttemptReference> attempts, KillStrength strength)
    {
        Sighting sighting = new(machine);
        return attempts.Select(attempt => End(attempt, strength, sighting)).ToValueList();
    }

    private KillAnswer End(AttemptReference attempt, KillStrength strength, Sighting sighting)
    {
        Playground playground = root.Of(attempt.Id);
        try
        {
            return JobProcess.ParseHandle(attempt.Handle) is { } known
                ? End(attempt.Id, known, playground, strength, sighting)
                : EndUnknown(attempt.Id, playground, strength, sighting);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return KillAnswer.Unknown;
        }
    }

    private KillAnswer EndUnknown(AttemptId id, Playground playground, KillStrength strength, Sighting sighting)
    {
        Claim claim = Claim.Look(playground);
        return (claim is Claim.Open ? Claim.Withdraw(playground, names.Next()) : claim) switch
        {
            Claim.Job job => End(id, job.Process, playground, strength, sighting),
            Claim.Unreadable => KillAnswer.Unknown,
            _ => EndSignal.Send(sighting.MarkedBy(id), strength) ?? KillAnswer.AlreadyEnded,
        };
    }

    private KillAnswer End(AttemptId id, JobProcess process, Playground playground, KillStrength strength, Sighting sighting)
    {
        // The script of an attempt that has ended lives on for a moment; and what it left running on purpose stays.
        if (VerdictText.IsIn(playground))
        {
            return KillAnswer.AlreadyEnded;
        }

        if (machine.Locate(process) is not Whereabouts.Here and var place)
        {
            return place is Whereabouts.Elsewhere ? KillAnswer.Unknown : KillAnswer.AlreadyEnded;
        }

        KillAnswer? answer = sighting.IsAlive(process) ? EndGroup(process, playground, strength) : null;
        IEnumerable<int> others = sighting.MarkedBy(id).Where(pid => ProcessTable.GroupOf(pid) is { } group && (answer is null || group != process.Group));
        return EndSignal.Add(answer, EndSignal.Send(others, strength)) ?? KillAnswer.AlreadyEnded;
    }

    // The group's number can't be a stranger's while the script is in it.
    private static KillAnswer? EndGroup(JobProcess process, Playground playground, KillStrength strength)
    {
        if (strength is KillStrength.Kill)
        {
            NoteKill(playground);
        }

        return EndSignal.Send(-process.Group, strength);
    }

    // Whoever looks later sees that nobody could write a verdict. A full disk doesn't keep anything alive.
    private static void NoteKill(Playground playground)
    {
        try
        {
            File.WriteAllText(playground.Killed, "");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
        }
    }
}
