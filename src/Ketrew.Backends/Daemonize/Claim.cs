using System.Runtime.InteropServices;
using Ketrew.Backends.Processes;

namespace Ketrew.Backends.Daemonize;

/// <summary>Who has an attempt: its job, or one who doesn't want it to begin. It is decided once, by the system, for good.</summary>
internal abstract record Claim
{
    private Claim()
    {
    }

    /// <summary>Looks who has an attempt.</summary>
    // A claim that is made between two glances looks broken; it has all that it ever has from its first moment, so the next look is right.
    public static Claim Look(Playground playground) => Glance(playground) is var claim and not Broken ? claim : Glance(playground);

    /// <summary>Takes an attempt that nobody has, so that it never begins; says who has it then.</summary>
    /// <param name="playground">Is made when it isn't there.</param>
    /// <param name="unique">Tells one try from any other.</param>
    public static Claim Withdraw(Playground playground, string unique)
    {
        string draft = $"{playground.Claim}.{unique}";
        try
        {
            _ = Directory.CreateDirectory(draft);
            File.WriteAllText(Path.Combine(draft, Path.GetFileName(playground.Withdrawn)), "");
            // Fails when the job was faster: a directory that is not empty is never replaced.
            if (LibC.Rename(draft, playground.Claim) == 0)
            {
                return new Withdrawn();
            }

            string problem = Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
            Directory.Delete(draft, recursive: true);
            return Look(playground) is var claim and not Open ? claim : new Unreadable($"{playground.Claim} can't be made: {problem}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Unreadable(failure.Message);
        }
    }

    private static Claim Glance(Playground playground) => FileContent.Read(playground.Process) switch
    {
        FileContent.Found { Text: var text } => JobProcess.Parse(text.TrimEnd('\n')) is { } process ? new Job(process) : new Broken(),
        FileContent.Unreadable { Why: var why } => new Unreadable(why),
        _ => FileContent.Read(playground.Withdrawn) switch
        {
            FileContent.Found => new Withdrawn(),
            FileContent.Unreadable { Why: var why } => new Unreadable(why),
            _ => Directory.Exists(playground.Claim) ? new Broken() : new Open(),
        },
    };

    /// <summary>Nobody has it; its job may take it at any moment.</summary>
    public sealed record Open : Claim;

    /// <summary>Its job has it.</summary>
    public sealed record Job(JobProcess Process) : Claim;

    /// <summary>It was given up before it began, and never begins.</summary>
    public sealed record Withdrawn : Claim;

    /// <summary>Somebody has it, and nobody can tell who: a power cut took what was not on the disk yet.</summary>
    public sealed record Broken : Claim;

    /// <summary>It could not be looked at.</summary>
    public sealed record Unreadable(string Why) : Claim;
}
