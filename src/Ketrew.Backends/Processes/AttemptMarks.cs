using System.Globalization;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Processes;

/// <summary>The variables by which the processes of an attempt are known, to themselves and to later engines.</summary>
internal static class AttemptMarks
{
    private const string Run = "KETREW_RUN=";
    private const string Target = "KETREW_TARGET=";
    private const string Number = "KETREW_ATTEMPT=";
    private const string Project = "KETREW_PROJECT=";
    private const string Playground = "KETREW_PLAYGROUND=";

    /// <summary>Every process of any attempt has a variable that begins so.</summary>
    public static ReadOnlySpan<byte> Telltale => "KETREW_RUN="u8;

    /// <summary>All variables that an attempt is told of itself.</summary>
    /// <param name="attempt">Which.</param>
    /// <param name="playground">Absolute path of its playground; null when it has none.</param>
    public static string[] Of(Attempt attempt, string? playground) =>
    [
        .. Of(attempt.Id),
        .. attempt.ProjectDirectory.Length > 0 ? [Project + attempt.ProjectDirectory] : Array.Empty<string>(),
        .. playground is not null ? [Playground + playground] : Array.Empty<string>(),
    ];

    /// <summary>True for the name of one of them: a target's own variable of that name counts for nothing.</summary>
    public static bool IsMark(string name) => $"{name}=" is Run or Target or Number or Project or Playground;

    /// <summary>All variables that an attempt is told of itself, in two parts each.</summary>
    /// <param name="attempt">Which.</param>
    /// <param name="playground">Absolute path of its playground; null when it has none.</param>
    public static IEnumerable<NamedValue> Values(Attempt attempt, string? playground) =>
        Of(attempt, playground).Select(mark => mark.Split('=', 2)).Select(parts => new NamedValue(parts[0], parts[1]));

    /// <summary>The attempt that an environment is of, when that is one of a project.</summary>
    /// <param name="environment"><c>NAME=value</c>.</param>
    /// <param name="project">The identity of the project's state.</param>
    /// <param name="directory">Its root.</param>
    /// <param name="hasPlayground">Whether it must have a playground, or must have none.</param>
    public static AttemptId? FindAttempt(string[] environment, string project, string directory, bool hasPlayground) =>
        environment.Contains(Project + directory)
        && Find(environment, Playground) is not null == hasPlayground
        && Find(environment, Run) is { } run && run.StartsWith($"{Run}{project}:", StringComparison.Ordinal)
        && int.TryParse(run[(Run.Length + project.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int runNumber)
        && Find(environment, Target) is { } target
        && int.TryParse(Find(environment, Number)?[Number.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? new AttemptId(new RunId(project, runNumber), new TargetId(target[Target.Length..]), number)
            : null;

    /// <summary>The variables by which it is found, as an environment holds them.</summary>
    public static string[] Of(AttemptId id) =>
        [$"{Run}{id.Run}", $"{Target}{id.Target}", Number + id.Number.ToString(CultureInfo.InvariantCulture)];

    /// <summary>The three variables of an environment in the order of <see cref="Of(AttemptId)"/>, as one key; null when one is missing.</summary>
    public static string? KeyOf(string[] environment)
    {
        string? run = Find(environment, Run);
        string? target = Find(environment, Target);
        string? attempt = Find(environment, Number);
        return run is null || target is null || attempt is null ? null : Key([run, target, attempt]);
    }

    /// <summary>The key of an attempt.</summary>
    public static string KeyOf(AttemptId id) => Key(Of(id));

    private static string Key(string[] marks) => string.Join('\n', marks);

    private static string? Find(string[] environment, string prefix) =>
        Array.Find(environment, variable => variable.StartsWith(prefix, StringComparison.Ordinal));
}
