using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Staging;

/// <summary>Where attempts find the files of their project on a host, and how these get there and back. Thread-safe.</summary>
internal interface IStaging
{
    /// <summary>The attempt with the paths that it has on the host.</summary>
    /// <param name="attempt">With paths of this machine.</param>
    Attempt Place(Attempt attempt);

    /// <summary>The root of a project there.</summary>
    /// <param name="project">Its root here.</param>
    string PlaceProject(string project);

    /// <summary>A directory of a project there; one that is not in it stays what it is.</summary>
    /// <param name="project">Its root here; empty for none.</param>
    /// <param name="directory">Absolute, here.</param>
    string PlaceDirectory(string project, string directory);

    /// <summary>The log of an attempt there.</summary>
    /// <param name="id">Which.</param>
    /// <param name="project">The root of its project here.</param>
    /// <param name="log">Its log here.</param>
    string PlaceLog(AttemptId id, string project, string log);

    /// <summary>Brings what attempts read to the host; nothing for those whose script is there already. To be called before the script is written.</summary>
    /// <param name="attempts">With paths of this machine; of whatever project.</param>
    /// <param name="cancellationToken">Gives up; what has arrived stays.</param>
    /// <returns>For each, in the same order, why it can't ever be started; null when it can.</returns>
    /// <exception cref="BackendException">The host can't be reached; it may be later.</exception>
    Task<ValueList<string?>> SendAsync(ValueList<Attempt> attempts, CancellationToken cancellationToken);

    /// <summary>Brings what an attempt wrote from the host: its log, and, when it succeeded, its outputs. Each file is whole or as it was before.
    /// To be called before its end is told; may be called again.</summary>
    /// <param name="id">Which; one that was never sent has nothing to fetch.</param>
    /// <param name="verdict">How it ended.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BackendException">The host can't be reached, or files can't be written here: what was not fetched is still there.</exception>
    Task FetchAsync(AttemptId id, Verdict verdict, CancellationToken cancellationToken);
}
