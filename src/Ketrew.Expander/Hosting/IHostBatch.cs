namespace Ketrew.Expander.Hosting;

/// <summary>Work for a plugin host, done across as many processes as it takes.</summary>
internal interface IHostBatch
{
    /// <summary>True when everything has its outcome.</summary>
    bool IsComplete { get; }

    /// <summary>True when code of plugins runs: then the sandbox must be closed.</summary>
    bool RunsPlugins { get; }

    /// <summary>Does what is left in one process.</summary>
    void Run(HostSession session);

    /// <summary>Counts a crash against the suspect.</summary>
    /// <returns>True when it is the second one.</returns>
    bool CountCrash();

    /// <summary>Ends whatever was being done when the host was lost.</summary>
    void EndSuspect(ExpansionOutcome outcome);
}
