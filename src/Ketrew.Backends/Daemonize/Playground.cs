namespace Ketrew.Backends.Daemonize;

/// <summary>The directory of an attempt, and what the files in it are called.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Marker">Absolute path of the file that appears, empty, right before the verdict does.</param>
internal readonly record struct Playground(string Path, string Marker)
{
    /// <summary>What is run; never changed once it is there.</summary>
    public string Script => System.IO.Path.Combine(Path, "script");

    /// <summary>What the script itself has to complain about.</summary>
    public string ScriptLog => System.IO.Path.Combine(Path, "script.log");

    /// <summary>A directory that only one can make: the job, or who doesn't want it to begin any more.</summary>
    public string Claim => System.IO.Path.Combine(Path, "claim");

    /// <summary>The process that claimed the attempt; in the claim from its first moment.</summary>
    public string Process => System.IO.Path.Combine(Claim, "process");

    /// <summary>In a claim that was made so that the attempt never begins.</summary>
    public string Withdrawn => System.IO.Path.Combine(Claim, "withdrawn");

    /// <summary>What happened, a line each.</summary>
    public string Record => System.IO.Path.Combine(Path, "record");

    /// <summary>How it ended.</summary>
    public string Verdict => System.IO.Path.Combine(Path, "verdict");

    /// <summary>Why a step could not begin what it was to begin, in one line: its container. Makes the attempt a refused one.</summary>
    public string Refusal => System.IO.Path.Combine(Path, "refusal");

    /// <summary>There when it was forced to end, so that nobody could write a verdict; or when somebody said that it is gone with its machine.</summary>
    public string Killed => System.IO.Path.Combine(Path, "killed");
}
