using Ketrew.Sdk.Protocol;

namespace Ketrew.Expander.Hosting;

/// <summary>Single-file plugins that are compiled together: one that breaks the compiler costs the others nothing but time.</summary>
/// <param name="sources">In the order in which they are compiled.</param>
internal sealed class CompilationBatch(IReadOnlyList<PluginSource> sources) : IHostBatch
{
    private readonly Dictionary<string, CompilationOutcome> _outcomes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _crashed = new(StringComparer.Ordinal);
    private PluginSource _suspect = sources[0];

    /// <summary>What became of each, by key.</summary>
    public IReadOnlyDictionary<string, CompilationOutcome> Outcomes => _outcomes;

    /// <inheritdoc/>
    public bool IsComplete => _outcomes.Count == sources.Count;

    /// <inheritdoc/>
    public bool RunsPlugins => false;

    /// <summary>The sources without outcome.</summary>
    public PluginSource[] Pending => [.. sources.Where(source => !_outcomes.ContainsKey(source.Key))];

    /// <summary>From now on it is this source's fault when the host is lost.</summary>
    public void Suspect(PluginSource source) => _suspect = source;

    /// <summary>A source has its outcome.</summary>
    public void End(PluginSource source, CompilationOutcome outcome) => _outcomes.Add(source.Key, outcome);

    /// <inheritdoc/>
    public void Run(HostSession session) => session.Compile(this);

    /// <inheritdoc/>
    public bool CountCrash() => !_crashed.Add(_suspect.Key);

    /// <inheritdoc/>
    public void EndSuspect(ExpansionOutcome outcome) => End(_suspect, new CompilationOutcome.Lost(outcome));
}
