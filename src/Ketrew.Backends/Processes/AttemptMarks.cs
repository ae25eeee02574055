using System.Globalization;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Processes;

/// <summary>The variables by which the processes of an attempt are known, to themselves and to later engines.</summary>
internal static class AttemptMarks
{
    private const string Run = "KETREW_RUN=";
    private const string Target = "KETREW_TARGET=";
    private const string Attempt = "KETREW_ATTEMPT=";

    /// <summary>Every process of any attempt has a variable that begins so.</summary>
    public static ReadOnlySpan<byte> Telltale => "KETREW_RUN="u8;

    /// <summary>The variables as an environment holds them.</summary>
    public static string[] Of(AttemptId id) =>
        [$"{Run}{id.Run}", $"{Target}{id.Target}", Attempt + id.Number.ToString(CultureInfo.InvariantCulture)];

    /// <summary>The three variables of an environment in the order of <see cref="Of"/>, as one key; null when one is missing.</summary>
    public static string? KeyOf(string[] environment)
    {
        string? run = Find(environment, Run);
        string? target = Find(environment, Target);
        string? attempt = Find(environment, Attempt);
        return run is null || target is null || attempt is null ? null : Key([run, target, attempt]);
    }

    /// <summary>The key of an attempt.</summary>
    public static string KeyOf(AttemptId id) => Key(Of(id));

    /// <summary>The attempt of a key; null for one that no engine made.</summary>
    public static AttemptId? Parse(string key) =>
        key.Split('\n') is [var run, var target, var attempt]
        && run.LastIndexOf(':') is > 0 and int colon
        && int.TryParse(run[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int runNumber)
        && int.TryParse(attempt[Attempt.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? new AttemptId(new RunId(run[Run.Length..colon], runNumber), new TargetId(target[Target.Length..]), number)
            : null;

    private static string Key(string[] marks) => string.Join('\n', marks);

    private static string? Find(string[] environment, string prefix) =>
        Array.Find(environment, variable => variable.StartsWith(prefix, StringComparison.Ordinal));
}
