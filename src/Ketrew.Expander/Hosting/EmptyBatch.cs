namespace Ketrew.Expander.Hosting;

/// <summary>No work for a plugin host but to come up as if there were some.</summary>
internal sealed class EmptyBatch : IHostBatch
{
    /// <inheritdoc/>
    public bool IsComplete { get; private set; }

    /// <inheritdoc/>
    public bool RunsPlugins => true;

    /// <inheritdoc/>
    public void Run(HostSession session) => IsComplete = true;

    /// <inheritdoc/>
    public bool CountCrash() => false;

    /// <inheritdoc/>
    public void EndSuspect(ExpansionOutcome outcome) => IsComplete = true;
}
