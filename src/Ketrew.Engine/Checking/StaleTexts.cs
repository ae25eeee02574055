using System.Diagnostics;

namespace Ketrew.Engine.Checking;

/// <summary>Differences in words.</summary>
internal static class StaleTexts
{
    private const int DigestLength = 64;
    private const int ShownDigits = 8;
    private const int LongestText = 60;

    public static string Of(StaleReason reason) => reason.Kind switch
    {
        StaleKind.NeverSucceeded => "never succeeded",
        StaleKind.Always => "runs every time",
        StaleKind.Forced => "asked to run again",
        StaleKind.Condition => $"not done yet: {reason.Name}",
        StaleKind.ConditionUnasked => $"only a run asks its condition: {reason.Name}",
        StaleKind.Unfinished => "an attempt of an earlier run has not ended, as far as is known",
        StaleKind.Command => Changed("command", reason),
        StaleKind.Directory => Changed("directory", reason),
        StaleKind.Environment => Changed($"variable {reason.Name}", reason),
        StaleKind.Redirection => Changed(reason.Name, reason),
        StaleKind.Declaration => Changed($"declared output {reason.Name}", reason),
        StaleKind.Input => reason.New == "missing" ? $"input {reason.Name} is missing" : Changed($"input {reason.Name}", reason),
        StaleKind.Need => Changed($"what {reason.Name} leaves behind", reason),
        StaleKind.OutputMissing => $"output {reason.Name} is missing",
        StaleKind.OutputChanged => $"output {reason.Name} was touched ({Short(reason.Old)} -> {Short(reason.New)})",
        StaleKind.NeedMayRun => $"needs {reason.Name}",
        StaleKind.Fingerprint => "an input changed while it ran",
        _ => throw new UnreachableException(),
    };

    private static string Changed(string what, StaleReason reason) => reason switch
    {
        { Old: "", New: "" } => $"{what} changed",
        { Old: "" } => $"{what} is new",
        { New: "" } => $"{what} is gone",
        _ => $"{what} changed ({Short(reason.Old)} -> {Short(reason.New)})",
    };

    // A whole digest says no more than its first digits; a long command is better read in the plan.
    private static string Short(string value)
    {
        string line = value.Trim().ReplaceLineEndings(" ");
        int cut = line.Length - DigestLength;
        return
            cut >= 0 && line.EndsWith(' ') is false && line.Contains("sha256 ", StringComparison.Ordinal) ? line[..(cut + ShownDigits)]
            : line.Length > LongestText ? line[..LongestText] + "…"
            : line;
    }
}
