using Ketrew.Sdk.Backends;

namespace Ketrew.Engine.Running;

/// <summary>The latest attempt of a target in a run.</summary>
/// <param name="backend">Where it runs.</param>
/// <param name="reference">How it is found; the handle comes with its start.</param>
/// <param name="logPath">Absolute.</param>
/// <param name="began">When it was intended; then, when it started.</param>
internal sealed class AttemptEntry(IBackend backend, AttemptReference reference, string logPath, DateTimeOffset began)
{
    public IBackend Backend { get; } = backend;

    public string LogPath { get; } = logPath;

    public AttemptReference Reference { get; set; } = reference;

    public AttemptId Id => Reference.Id;

    public DateTimeOffset Began { get; set; } = began;

    /// <summary>Before this moment it wrote nothing.</summary>
    public DateTimeOffset Intended { get; } = began;

    public DateTimeOffset? Ended { get; set; }

    public ResourceUsage Usage { get; set; }

    /// <summary>How long it took until a moment, or until its end; a clock that was set back makes it no shorter than nothing.</summary>
    public TimeSpan Duration(DateTimeOffset now) => (Ended ?? now) is var end && end > Began ? end - Began : TimeSpan.Zero;
}
