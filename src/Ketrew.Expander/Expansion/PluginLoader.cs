using Ketrew.Expander.Hosting;
using Ketrew.Expander.Language;
using Ketrew.Expander.Linking;
using Ketrew.Expander.Observations;
using Ketrew.Expander.Plugins;
using Ketrew.Expander.Plugins.Projects;
using Ketrew.Expander.Plugins.Sources;
using Ketrew.Expander.Plugins.Templates;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Expansion;

/// <summary>Makes the declared plugins ready: builds what changed, reads it without loading it.</summary>
internal sealed class PluginLoader
{
    private const string LinkedName = "this program";

    private readonly Dictionary<PluginKind, IPluginReader> _readers;
    private readonly IPluginReader? _reader;
    private readonly ValueList<LinkedStanza> _linked;
    private readonly TemplateReader _templates;
    private readonly Action<Sight, string> _looking;

    /// <summary>Prepares a loader; used once.</summary>
    /// <param name="options">Where things are.</param>
    /// <param name="host">Compiles single files.</param>
    /// <param name="report">Takes what is wrong with a declaration or its plugin.</param>
    public PluginLoader(ExpanderOptions options, PluginHost host, Action<Diagnostic> report)
    {
        _linked = options.Linked;
        _looking = options.Looking;
        _reader = options.PluginReader;
        AssemblyReader assemblies = new(options.Root, options.Looking, report);
        PluginProjectOptions projects = new()
        {
            Root = options.Root,
            SdkDirectory = options.SdkDirectory,
            Progress = options.Progress,
            RequiredSandbox = options.RequiredSandbox,
            Looking = options.Looking,
        };
        _readers = new Dictionary<PluginKind, IPluginReader>
        {
            [PluginKind.Assembly] = assemblies,
            [PluginKind.Project] = new ProjectReader(projects, assemblies, report),
            [PluginKind.Source] = new SourceReader(options, host, report),
            [PluginKind.Template] = _templates = new TemplateReader(options.Root, options.Looking, report),
        };
    }

    /// <summary>True when a plugin could not be used: then a stanza that nobody defines may well be its.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>The plugins of a workflow: what the program brings, then in the order declared, then what is defined among the stanzas.</summary>
    /// <param name="scopes">All workflow files, the root first.</param>
    /// <param name="defines">The <c>define</c> stanzas.</param>
    /// <param name="packages">Which packages are in use.</param>
    /// <param name="cancellationToken">Ends builds.</param>
    public async Task<IReadOnlyList<DeclaredPlugin>> LoadAsync(
        ValueList<Scope> scopes, ValueList<PlacedStanza> defines, PackagePlugins packages, CancellationToken cancellationToken)
    {
        (Scope Scope, PluginDeclaration Declaration)[] declared =
            [.. scopes.SelectMany(scope => scope.File.Plugins.Select(declaration => (scope, declaration)))];
        Dictionary<(PluginKind, string), ValueList<PluginCode>> codes = await ReadAsync(
            declared.Select(item => item.Declaration).Where(declaration => declaration.Kind != PluginKind.Package).Concat(packages.Pieces), cancellationToken);
        packages.Take(piece => codes[KeyOf(piece)]);
        List<DeclaredPlugin> plugins = [.. scopes.Take(1).SelectMany(Link)];
        foreach ((Scope scope, PluginDeclaration declaration) in declared)
        {
            Add(plugins, declaration.Kind == PluginKind.Package ? packages.Declare(scope, declaration)
                : codes[KeyOf(declaration)] is { IsEmpty: false } code ? new DeclaredPlugin(scope, declaration, code)
                : null);
        }

        foreach (PlacedStanza define in defines)
        {
            (PluginDeclaration declaration, ValueList<PluginCode> code) = _templates.Read(define);
            Add(plugins, code.IsEmpty ? null : new DeclaredPlugin(define.Scope, declaration, code, directory: define.Directory));
        }

        return plugins;
    }

    /// <summary>Reads the code of packages, whether or not anybody declares them.</summary>
    /// <param name="packages">They take it.</param>
    /// <param name="cancellationToken">Ends builds.</param>
    public async Task ReadAsync(PackagePlugins packages, CancellationToken cancellationToken)
    {
        Dictionary<(PluginKind, string), ValueList<PluginCode>> codes = await ReadAsync(packages.Pieces, cancellationToken);
        packages.Take(piece => codes[KeyOf(piece)]);
    }

    private void Add(List<DeclaredPlugin> plugins, DeclaredPlugin? plugin)
    {
        HasFailed |= plugin is null;
        if (plugin is not null)
        {
            plugins.Add(plugin);
        }
    }

    // Two files may declare one plugin: it is read once, and its errors are told once.
    private async Task<Dictionary<(PluginKind, string), ValueList<PluginCode>>> ReadAsync(IEnumerable<PluginDeclaration> declarations, CancellationToken cancellationToken)
    {
        Dictionary<(PluginKind, string), ValueList<PluginCode>> codes = [];
        foreach (IGrouping<PluginKind, PluginDeclaration> kind in declarations.DistinctBy(KeyOf).GroupBy(declaration => declaration.Kind))
        {
            ValueList<PluginDeclaration> plugins = [.. kind];
            if (_reader is not null)
            {
                _looking(Sight.Other, "");
            }

            ValueList<ValueList<PluginCode>> read = await (_reader ?? _readers[kind.Key]).ReadAsync(plugins, cancellationToken);
            for (int i = 0; i < plugins.Count; i++)
            {
                codes.Add(KeyOf(plugins[i]), read[i]);
            }
        }

        return codes;
    }

    // Those that are given the same are one plugin, as those of one declaration are.
    private IEnumerable<DeclaredPlugin> Link(Scope root) => _linked
        .GroupBy(stanza => (stanza.Arguments, stanza.As, stanza.AllowedVariables, stanza.AllowedTools))
        .Select(group => new DeclaredPlugin(root, group.First().ToDeclaration(LinkedName), [.. group.Select(stanza => stanza.ToCode())]));

    private static (PluginKind Kind, string Name) KeyOf(PluginDeclaration declaration) => (declaration.Kind, declaration.Name);
}
