using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Expansion;
using Ketrew.Expander.Plugins;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander;

/// <summary>An assembly of a plugin that holds backends.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Name">What the declaration of the plugin says: <c>lib/Acme.dll</c>, <c>acme.cluster</c>.</param>
/// <param name="Kinds">What its metadata says that it holds, in ordinal order.</param>
/// <param name="Span">Where the plugin is declared.</param>
public sealed record BackendAssembly(string Path, string Name, ValueList<string> Kinds, SourceSpan? Span)
{
    /// <summary>Absolute folders where assemblies are looked for that don't lie beside it: those of packages that its package needs.</summary>
    public ValueList<string> SharedFolders { get; init; }

    /// <summary>The assemblies of plugins, in the order in which they are to be loaded.</summary>
    internal static ValueList<BackendAssembly> Of(IEnumerable<DeclaredPlugin> plugins) =>
        [.. plugins.SelectMany(plugin => WithRequired(plugin, plugin.Declaration.NameSpan)).DistinctBy(assembly => assembly.Path)];

    /// <summary>Two assemblies with one kind: a declaration can't say which is meant.</summary>
    internal static IEnumerable<Diagnostic> ClashesIn(ValueList<BackendAssembly> assemblies)
    {
        Dictionary<string, BackendAssembly> kinds = new(StringComparer.Ordinal);
        foreach ((BackendAssembly assembly, string kind) in assemblies.SelectMany(assembly => assembly.Kinds.Select(kind => (assembly, kind))))
        {
            if (!kinds.TryAdd(kind, assembly))
            {
                yield return ExpansionProblem.UnusablePlugin(assembly.Name, assembly.Span, $"`{kinds[kind].Name}` has the kind of backends `{kind}`, too");
            }
        }
    }

    // What a plugin needs has no declaration of its own: it is there because of this one.
    private static IEnumerable<BackendAssembly> WithRequired(DeclaredPlugin plugin, SourceSpan? span) =>
        (plugin.Package?.Required ?? []).SelectMany(required => WithRequired(required, span))
            .Concat(plugin.Backends.Select(backends => Of(backends, plugin.Name, span)));

    private static BackendAssembly Of(DeclaredBackends backends, string name, SourceSpan? span) =>
        new(backends.Path, name, backends.Kinds, span) { SharedFolders = backends.SharedFolders };
}
