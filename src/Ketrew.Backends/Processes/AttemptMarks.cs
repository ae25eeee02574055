using System.Globalization;
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

    private static string Key(string[] marks) => string.Join('\n', marks);

    private static string? Find(string[] environment, string prefix) =>
        Array.Find(environment, variable => variable.StartsWith(prefix, StringComparison.Ordinal));
}
