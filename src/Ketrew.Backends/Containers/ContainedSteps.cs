using System.Globalization;
using System.Text.RegularExpressions;
using Ketrew.Backends.Processes;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Planning;

namespace Ketrew.Backends.Containers;

/// <summary>Turns an attempt that wants a container into one whose steps start containers themselves, wherever they run.</summary>
internal static partial class ContainedSteps
{
    private const int NameDigits = 24;

    // What the container program reads for itself: a target's own values of these are for the target only.
    private static readonly string[] _programs = ["PATH", "HOME", "USER", "LOGNAME", "SHELL", "TMPDIR", "IFS", "ENV", "BASH_ENV"];
    private static readonly string[] _families = ["LD_", "XDG_", "CONTAINER", "DOCKER_", "BUILDAH_", "REGISTRY_", "STORAGE_", "DBUS_", "GO", "SSL_", "KETREW_"];

    /// <summary>The attempt with other steps; itself when it wants no container.</summary>
    /// <param name="attempt">Which.</param>
    /// <param name="playground">Absolute path of its playground, which its steps see; null when it has none.</param>
    /// <param name="refusal">Absolute path of the file that says why a step was not begun, when it was not: no such image, no such program in it.
    /// It is one line; read it by <see cref="ContainedVerdict"/> or as the monitored script does.</param>
    /// <param name="program">The container program, a name or an absolute path; null for podman, else docker, whichever is found first.</param>
    public static Attempt Of(Attempt attempt, string? playground, string refusal, string? program)
    {
        if (attempt.Container is not { } container)
        {
            return attempt;
        }

        string[] before =
        [
            "--workdir", attempt.Directory,
            .. Mounts(attempt, playground),
            .. AttemptMarks.Of(attempt, playground).SelectMany(mark => (string[])["--env", mark]),
            .. attempt.Environment.Where(variable => !AttemptMarks.IsMark(variable.Name)).SelectMany(variable => (string[])["--env", IsInherited(variable) ? variable.Name : $"{variable.Name}={variable.Value}"]),
            .. attempt.StandardInput is null ? Array.Empty<string>() : ["--interactive"],
            .. container.Volumes.SelectMany(volume => (string[])["--volume", volume.Contains(':', StringComparison.Ordinal) ? volume : $"{volume}:{volume}"]),
            .. container.Options,
            container.Image,
        ];
        return attempt with
        {
            Container = null,
            Environment = attempt.Environment.Where(IsInherited).ToValueList(),
            Steps = attempt.Steps.Select((step, i) => (Step)new Step.Exec(
            [
                "/bin/sh", "-c", ContainerScript.Text, "ketrew",
                NameOf(attempt.Id, i), attempt.Id.ToString(), refusal, attempt.LogPath, program ?? "",
                .. before, .. StepSurroundings.ArgumentsOf(step),
            ])
            { Name = step.Name }).ToValueList(),
        };
    }

    /// <summary>What the container of a step is called: nobody else's is called so, and no two can have one name at once.</summary>
    /// <param name="id">The attempt.</param>
    /// <param name="step">Which step, from 0 on.</param>
    public static string NameOf(AttemptId id, int step) =>
        string.Create(CultureInfo.InvariantCulture, $"ketrew-{Digest.Of([id.ToString()]).ToString()[..NameDigits]}-{step + 1}");

    private static IEnumerable<string> Mounts(Attempt attempt, string? playground)
    {
        List<string> mounted = [];
        foreach (string? path in (string?[])[attempt.ProjectDirectory, attempt.Directory, playground])
        {
            if (path is { Length: > 0 } && !mounted.Any(other => path == other || path.StartsWith($"{other}/", StringComparison.Ordinal)))
            {
                mounted.Add(path);
            }
        }

        return mounted.SelectMany(path => (string[])["--mount", $"type=bind,{Cell($"source={path}")},{Cell($"destination={path}")}"]);
    }

    // The value is a line of comma-separated values.
    private static string Cell(string text) =>
        text.AsSpan().ContainsAny(',', '"') ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    // Values that may be secrets are handed on by name: everybody on a machine can read the arguments of a process, and nobody its variables.
    private static bool IsInherited(NamedValue variable) =>
        PlainName().IsMatch(variable.Name)
        && !_programs.Contains(variable.Name, StringComparer.Ordinal)
        && !_families.Any(family => variable.Name.StartsWith(family, StringComparison.Ordinal))
        && !variable.Name.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase);

    // No shell hands on what it could not name itself.
    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex PlainName();
}
