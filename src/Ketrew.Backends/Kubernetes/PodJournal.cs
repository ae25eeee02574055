using Ketrew.Backends.Daemonize;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Kubernetes;

/// <summary>What this machine remembers of pods, whichever engine: the cluster forgets them. All in the playground of the attempt.</summary>
/// <param name="root">Where playgrounds are.</param>
/// <param name="names">Makes names that nobody else makes.</param>
internal sealed class PodJournal(PlaygroundRoot root, UniqueNames names)
{
    /// <summary>Absolute path of the pod as the cluster is told of it. It is there before the cluster hears of it.</summary>
    public string ManifestOf(AttemptId id) => Path.Combine(root.Of(id).Path, "pod.json");

    /// <summary>Notes that a pod is going to be made; a later engine looks for it then.</summary>
    /// <returns>Why it must not be made; null when it may.</returns>
    public string? Intend(Attempt attempt, string manifest)
    {
        Playground playground = root.Of(attempt.Id);
        if (Claim.Look(playground) is Claim.Withdrawn)
        {
            return "it was given up before it began";
        }

        Write(ManifestOf(attempt.Id), manifest);
        Write(Path.Combine(playground.Path, "log.path"), attempt.LogPath);
        return null;
    }

    /// <summary>True when a pod was made, or was going to be.</summary>
    public bool IsIntended(AttemptId id) => File.Exists(ManifestOf(id));

    /// <summary>Sees to it that an attempt never begins.</summary>
    public void Withdraw(AttemptId id) => _ = Claim.Withdraw(root.Of(id), names.Next());

    /// <summary>Absolute path of the log of an attempt; null when nobody knows.</summary>
    public string? LogOf(AttemptId id) =>
        FileContent.Read(Path.Combine(root.Of(id).Path, "log.path")) is FileContent.Found { Text: var path } ? path : null;

    /// <summary>How an attempt ended; null when nobody has seen it yet.</summary>
    public Verdict? VerdictOf(AttemptId id) =>
        FileContent.Read(root.Of(id).Verdict) is FileContent.Found { Text: var text } ? VerdictText.Parse(text) : null;

    /// <summary>Keeps how an attempt ended, before anybody is told and before its pod is deleted.</summary>
    public void Keep(AttemptId id, Verdict verdict) => Write(root.Of(id).Verdict, VerdictText.Write(verdict));

    /// <summary>Notes that an attempt is going to be ended.</summary>
    public void NoteKill(AttemptId id, KillStrength strength) => Write(root.Of(id).Killed, strength.ToString());

    /// <summary>How firmly an attempt was asked to end at last; null when it wasn't.</summary>
    public KillStrength? KillOf(AttemptId id) =>
        FileContent.Read(root.Of(id).Killed) is FileContent.Found { Text: var text } && Enum.TryParse(text, out KillStrength strength) ? strength : null;

    private void Write(string path, string text)
    {
        string draft = $"{path}.{names.Next()}";
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "/");
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            // The variables in a manifest may be secrets.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (StreamWriter writer = new(draft, options))
        {
            writer.Write(text);
        }

        File.Move(draft, path, overwrite: true);
    }
}
