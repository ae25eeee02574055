using System.Globalization;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Daemonize;

/// <summary>Where the playgrounds of all attempts are: for each its own, always the same.</summary>
/// <param name="path">Absolute.</param>
internal sealed class PlaygroundRoot(string path)
{
    /// <summary>Absolute.</summary>
    public string Path { get; } = path;

    /// <summary>Holds a marker for each attempt with a verdict that nobody has read yet.</summary>
    public string EndedDirectory { get; } = System.IO.Path.Combine(path, "ended");

    /// <summary>The playground of an attempt.</summary>
    /// <remarks>The project's identity is a part of it: where the state was deleted, runs are counted from 1 again, and must not find
    /// the verdicts of others.</remarks>
    public Playground Of(AttemptId id)
    {
        string number = id.Number.ToString(CultureInfo.InvariantCulture);
        string run = id.Run.Number.ToString(CultureInfo.InvariantCulture);
        string target = id.Target.ToFileName();
        return new Playground(
            System.IO.Path.Combine(Path, id.Run.Project, run, target, number),
            System.IO.Path.Combine(EndedDirectory, $"{id.Run.Project}.{run}.{number}.{target}"));
    }
}
