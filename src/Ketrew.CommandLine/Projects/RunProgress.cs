namespace Ketrew.CommandLine.Projects;

/// <summary>Whether a run goes on.</summary>
internal enum RunProgress
{
    /// <summary>Its end is recorded.</summary>
    Over,

    /// <summary>An engine is at work on it.</summary>
    GoesOn,

    /// <summary>Its engine is gone, and no run came after it.</summary>
    Died,
}
