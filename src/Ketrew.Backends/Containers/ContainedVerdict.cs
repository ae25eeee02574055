using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Containers;

/// <summary>What the exit code of a step that started a container means.</summary>
internal static class ContainedVerdict
{
    private const int FirstSignal = 129;
    private const int LastSignal = 192;

    /// <summary>How the command in the container ended, or why it never began.</summary>
    /// <param name="verdict">Of the step as it ran here.</param>
    /// <param name="refusal">The file that <see cref="ContainedSteps.Of"/> was told of; gone afterwards.</param>
    public static Verdict Of(Verdict verdict, string refusal)
    {
        if (File.Exists(refusal))
        {
            string message = File.ReadAllText(refusal).TrimEnd('\n');
            File.Delete(refusal);
            return new Verdict.StartRefused(message);
        }

        // The resources are those of the program that waits for the container, not of what ran in it.
        return verdict is Verdict.Exited { Code: >= FirstSignal and <= LastSignal and var code }
            ? new Verdict.Signaled(code - FirstSignal + 1)
            : verdict with { Usage = default };
    }
}
