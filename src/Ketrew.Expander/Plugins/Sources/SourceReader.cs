using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Hosting;
using Ketrew.Expander.Language;
using Ketrew.Expander.Observations;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Protocol;

namespace Ketrew.Expander.Plugins.Sources;

/// <summary>Reads single-file plugins: what was compiled before comes from the cache, the rest is compiled by the plugin host in one request.</summary>
/// <param name="options">Where things are.</param>
/// <param name="host">Started when something must be compiled; goes on to expand.</param>
/// <param name="report">Takes what is wrong with them.</param>
internal sealed class SourceReader(ExpanderOptions options, PluginHost host, Action<Diagnostic> report) : IPluginReader
{
    private readonly SourceStore _store = new(options.Cache.Sources);

    /// <inheritdoc/>
    public Task<ValueList<ValueList<PluginCode>>> ReadAsync(ValueList<PluginDeclaration> declarations, CancellationToken cancellationToken)
    {
        SourceDigest digest = new(options.PluginHost.Location?.Folder ?? PluginHostLocation.ShippedFolder, options.Looking);
        PluginSource?[] sources = [.. declarations.Select(declaration => Read(declaration, digest))];
        Dictionary<string, CompilationOutcome> outcomes = Compile([.. sources.OfType<PluginSource>().DistinctBy(source => source.Key)], cancellationToken);
        IEnumerable<ValueList<PluginCode>> codes = sources.Select((source, i) => source is null ? [] : CodeOf(declarations[i], source, outcomes[source.Key]));
        return Task.FromResult(codes.ToValueList());
    }

    private PluginSource? Read(PluginDeclaration declaration, SourceDigest digest)
    {
        string path = Path.Combine(options.Root, declaration.Name);
        options.Looking(Sight.File, path);
        SourceText source = SourceText.Read(path);
        if (source.Problem is not null)
        {
            report(ExpansionProblem.UnusablePlugin(declaration.Name, declaration.NameSpan, source.Problem));
            return null;
        }

        string name = Path.GetFileName(path);
        return new PluginSource(digest.Of(name, source.Text), name, source.Text);
    }

    private Dictionary<string, CompilationOutcome> Compile(PluginSource[] sources, CancellationToken cancellationToken)
    {
        Dictionary<string, CompilationOutcome> outcomes = new(StringComparer.Ordinal);
        List<PluginSource> missing = [];
        foreach (PluginSource source in sources)
        {
            if (_store.Find(source.Key) is { } kept)
            {
                outcomes.Add(source.Key, new CompilationOutcome.Compiled(kept.Assembly, kept.Symbols, kept.Documentation));
            }
            else
            {
                missing.Add(source);
            }
        }

        if (missing.Count > 0)
        {
            options.Progress($"compiling {string.Join(", ", missing.Select(source => source.Name))}");
            foreach ((string key, CompilationOutcome outcome) in host.Compile(missing, cancellationToken))
            {
                Keep(key, outcome);
                outcomes.Add(key, outcome);
            }
        }

        return outcomes;
    }

    private void Keep(string key, CompilationOutcome outcome)
    {
        if (outcome is CompilationOutcome.Compiled compiled
            && _store.Keep(key, new CompiledSource(compiled.Assembly, compiled.Symbols, compiled.Documentation)) is { } problem)
        {
            // A cache that can't be written costs time, not correctness.
            report(ExpansionProblem.CacheNotSaved(problem));
        }
    }

    private ValueList<PluginCode> CodeOf(PluginDeclaration declaration, PluginSource source, CompilationOutcome outcome)
    {
        if (outcome is CompilationOutcome.Compiled compiled)
        {
            AssemblyFacts facts = AssemblyFacts.Read(compiled.Assembly);
            if (!facts.Stanzas.IsEmpty)
            {
                PluginFile[] files =
                [
                    new PluginFile($"{source.Name}.dll", compiled.Assembly.ToArray()),
                    new PluginFile($"{source.Name}.pdb", compiled.Symbols.ToArray()),
                    new PluginFile($"{source.Name}.xml", compiled.Documentation.ToArray()),
                ];
                return [new PluginCode(source.Key, facts.Stanzas, new HostedPlugin(source.Key, () => new ProtocolMessage.Load(source.Key, files))) { SourceFile = declaration.Name }];
            }

            report(ExpansionProblem.SourceWithoutStanza(declaration));
        }
        else if (outcome is CompilationOutcome.Refused refused)
        {
            foreach (SourceProblem problem in refused.Problems)
            {
                report(ExpansionProblem.InSource(declaration, problem));
            }
        }
        else if (outcome is CompilationOutcome.Lost lost)
        {
            report(ExpansionProblem.NotCompiled(declaration, lost.Reason));
        }

        return [];
    }
}
