using Ketrew.Backends.Hosts;

namespace Ketrew.Backends.Kubernetes;

/// <summary>What kubectl says when something went wrong: its exit code is nearly always 1, so its words have to tell.</summary>
internal static class KubectlError
{
    private const int NotFoundByShell = 127;
    private const int NotExecutable = 126;

    // Wrong whenever it is tried: what kubectl says of its own configuration, and what a server says of a request that it understood.
    private static readonly string[] _final =
    [
        "does not exist", "Error in configuration", "no configuration has been provided", "error loading config file", "no such file or directory", "unknown flag", "unknown command",
        "is invalid", "(Forbidden)", "(Invalid)", "(BadRequest)", "(NotFound)", "(UnprocessableEntity)", "(MethodNotAllowed)", "error validating", "error parsing",
    ];

    // Looks final, and isn't: others may give room, and an expired login can be renewed while we wait.
    private static readonly string[] _passing = ["exceeded quota", "Unauthorized", "object is being deleted", "no such host", "connect: "];

    /// <summary>True when trying again may help: the cluster is out of reach, overloaded, or full.</summary>
    public static bool IsRecoverable(CommandOutcome outcome) =>
        outcome.Code is not (NotFoundByShell or NotExecutable) && IsRecoverable(outcome.Errors);

    /// <summary>True when trying again may help.</summary>
    /// <param name="errors">What was printed to standard error.</param>
    public static bool IsRecoverable(string errors) =>
        _passing.Any(words => errors.Contains(words, StringComparison.Ordinal)) || !_final.Any(words => errors.Contains(words, StringComparison.Ordinal));

    /// <summary>What it says of a thing of a name or a file, over however many lines; empty for nothing.</summary>
    /// <param name="errors">What was printed to standard error.</param>
    /// <param name="words">How the thing may be called.</param>
    public static string About(string errors, params ReadOnlySpan<string> words)
    {
        List<string> about = [];
        bool isOurs = false;
        foreach (string line in errors.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            isOurs = line.StartsWith('*') || line.StartsWith(' ') ? isOurs : ContainsAny(line, words);
            if (isOurs)
            {
                about.Add(line.Trim());
            }
        }

        return string.Join("; ", about);
    }

    /// <summary>The last line with words in it.</summary>
    public static string LastLine(string errors) =>
        errors.Split('\n').LastOrDefault(line => line.Trim().Length > 0)?.Trim() is { } line ? line : "it said nothing";

    private static bool ContainsAny(string line, ReadOnlySpan<string> words)
    {
        foreach (string word in words)
        {
            if (line.Contains($"\"{word}\"", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
