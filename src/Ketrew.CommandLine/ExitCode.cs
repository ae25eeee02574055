namespace Ketrew.CommandLine;

/// <summary>What a process says at its end. Scripts rely on these numbers: they never change.</summary>
internal static class ExitCode
{
    /// <summary>Done, or nothing to do.</summary>
    public const int Done = 0;

    /// <summary>A target failed, or a check found drift.</summary>
    public const int Failed = 1;

    /// <summary>The user's input is wrong: a file, a name, an option.</summary>
    public const int BadInput = 2;

    /// <summary>The surroundings failed: disk, permissions, another engine, a missing program.</summary>
    public const int Surroundings = 3;

    /// <summary>Interrupted, as shells count it: 128 + SIGINT.</summary>
    public const int Interrupted = 130;
}
