using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Staging;

/// <summary>The host has the project's files at the same paths: there is nothing to do.</summary>
internal sealed class SharedFiles : IStaging
{
    /// <inheritdoc/>
    public Attempt Place(Attempt attempt) => attempt;

    /// <inheritdoc/>
    public string PlaceProject(string project) => project;

    /// <inheritdoc/>
    public string PlaceDirectory(string project, string directory) => directory;

    /// <inheritdoc/>
    public string PlaceLog(AttemptId id, string project, string log) => log;

    /// <inheritdoc/>
    public Task<ValueList<string?>> SendAsync(ValueList<Attempt> attempts, CancellationToken cancellationToken) =>
        Task.FromResult(attempts.Select(_ => (string?)null).ToValueList());

    /// <inheritdoc/>
    public Task FetchAsync(AttemptId id, Verdict verdict, CancellationToken cancellationToken) => Task.CompletedTask;
}
