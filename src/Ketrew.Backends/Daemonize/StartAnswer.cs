using System.Diagnostics;

namespace Ketrew.Backends.Daemonize;

/// <summary>What became of the wish to begin an attempt.</summary>
internal abstract record StartAnswer
{
    private StartAnswer()
    {
    }

    /// <summary>What it means to find an attempt in somebody's hands.</summary>
    /// <param name="claim">Not an open one.</param>
    public static StartAnswer Of(Claim claim) => claim switch
    {
        Claim.Job job => new Began(job.Process),
        Claim.Withdrawn => new Refused("it was given up before it began"),
        Claim.Broken or Claim.Unreadable => new Unclear(),
        _ => throw new UnreachableException(),
    };

    /// <summary>Its job runs, or ran.</summary>
    public sealed record Began(JobProcess Process) : StartAnswer;

    /// <summary>It hasn't begun and never will.</summary>
    public sealed record Refused(string Message) : StartAnswer;

    /// <summary>It may have begun; who observes it will find out.</summary>
    public sealed record Unclear : StartAnswer;
}
