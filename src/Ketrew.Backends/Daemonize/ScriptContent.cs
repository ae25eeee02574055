using Ketrew.Backends.Processes;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Daemonize;

/// <summary>What an attempt is, as one line of its script: after an older state was restored, runs get the numbers of others,
/// and their verdicts must not be taken for ours.</summary>
internal static class ScriptContent
{
    /// <summary>Counted from 1: where the line is in a script.</summary>
    public const int LineNumber = 4;

    // Not the base set: it may differ from one terminal to the next.
    /// <summary>A comment that two attempts share only when they run the same.</summary>
    public static string LineOf(Attempt attempt)
    {
        string[] parts =
        [
            attempt.Directory,
            attempt.StandardInput ?? "",
            attempt.StandardOutput ?? "",
            .. attempt.Environment.SelectMany(variable => (string[])["variable", variable.Name, variable.Value]),
            .. attempt.Container is { } container ? ["container", container.Image, .. container.Volumes, "options", .. container.Options] : Array.Empty<string>(),
            .. attempt.Steps.SelectMany(step => (string[])["step", step.Name, .. StepSurroundings.ArgumentsOf(step)]),
        ];
        return $"# content {Digest.Of(parts)}";
    }
}
