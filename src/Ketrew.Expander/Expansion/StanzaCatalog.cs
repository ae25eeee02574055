using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language;
using Ketrew.Expander.Language.Vanilla;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Expansion;

/// <summary>Which custom stanza a name means in a place: looked up from the file outward to the project boundary.</summary>
internal sealed class StanzaCatalog
{
    private readonly Dictionary<Scope, List<StanzaDefinition>> _declared = [];
    private readonly List<StanzaDefinition> _linked = [];
    private readonly Dictionary<(Scope Scope, ProjectPath Directory), Dictionary<string, StanzaDefinition>> _visible = [];

    /// <summary>A catalog of plugins.</summary>
    /// <param name="plugins">All of the workflow, in the order declared.</param>
    /// <param name="report">Takes collisions: vanilla names that are redefined, and names with two meanings.</param>
    public StanzaCatalog(IReadOnlyList<DeclaredPlugin> plugins, Action<Diagnostic> report)
    {
        foreach (DeclaredPlugin plugin in plugins)
        {
            List<StanzaDefinition> declared = plugin.IsLinked ? _linked
                : _declared.TryGetValue(plugin.Scope, out List<StanzaDefinition>? known) ? known
                : _declared[plugin.Scope] = [];
            foreach (IGrouping<Collision?, StanzaDefinition> group in plugin.Definitions.GroupBy(definition => Check(definition, declared)).ToArray())
            {
                if (group.Key is { } collision)
                {
                    report(collision.Describe(plugin, group.Select(definition => definition.VisibleName)));
                }
                else
                {
                    declared.AddRange(group);
                }
            }
        }
    }

    /// <summary>The definition of a name; null when there is none in scope.</summary>
    /// <param name="name">As written.</param>
    /// <param name="scope">The file it stands in.</param>
    /// <param name="directory">The directory it stands for.</param>
    public StanzaDefinition? Find(string name, Scope scope, ProjectPath directory) => VisibleAt(scope, directory).GetValueOrDefault(name);

    /// <summary>The names of custom stanzas that may be used in a place.</summary>
    /// <param name="scope">The file.</param>
    /// <param name="directory">The directory.</param>
    public IReadOnlyDictionary<string, StanzaDefinition> VisibleAt(Scope scope, ProjectPath directory)
    {
        if (!_visible.TryGetValue((scope, directory), out Dictionary<string, StanzaDefinition>? visible))
        {
            visible = [];
            foreach (StanzaDefinition definition in InScope(scope, directory))
            {
                visible.TryAdd(definition.VisibleName, definition);
            }

            _visible.Add((scope, directory), visible);
        }

        return visible;
    }

    /// <summary>All stanzas that are in scope in a place, innermost first: of those with one name, the first one is meant.</summary>
    /// <param name="scope">The file.</param>
    /// <param name="directory">The directory.</param>
    public IEnumerable<StanzaDefinition> InScope(Scope scope, ProjectPath directory) => scope.ToProjectBoundary()
        .SelectMany(around => _declared.GetValueOrDefault(around) ?? [])
        .Where(definition => definition.Plugin.IsVisibleAt(directory))
        .Concat(_linked);

    /// <summary>Definitions of a name anywhere in the workflow, to tell a reader where it would be in scope.</summary>
    public StanzaDefinition? FindAnywhere(string name) => _declared.Values.SelectMany(definitions => definitions).FirstOrDefault(definition => definition.VisibleName == name);

    private Collision? Check(StanzaDefinition definition, List<StanzaDefinition> declaredHere)
    {
        if (VanillaStanza.IsVanilla(definition.VisibleName))
        {
            return new Collision.WithLanguage();
        }

        if (declaredHere.Find(other => other.VisibleName == definition.VisibleName) is { } twin)
        {
            return new Collision.WithTwin(twin.Plugin);
        }

        StanzaDefinition? outer = definition.Plugin.Scope.ToProjectBoundary().Skip(1)
            .SelectMany(around => _declared.GetValueOrDefault(around) ?? [])
            .Concat(_linked)
            .FirstOrDefault(other => other.VisibleName == definition.VisibleName && other.Plugin.Declaration.Subdirectories);
        return outer is null || definition.Plugin.Declaration.Override ? null : new Collision.WithOuter(outer.Plugin);
    }

    // A plugin is mostly declared twice as a whole: that is one problem, however many stanzas it has.
    private abstract record Collision
    {
        public abstract Diagnostic Describe(DeclaredPlugin plugin, IEnumerable<string> names);

        public sealed record WithLanguage : Collision
        {
            public override Diagnostic Describe(DeclaredPlugin plugin, IEnumerable<string> names) => ExpansionProblem.RedefinesVanilla(plugin, names);
        }

        public sealed record WithTwin(DeclaredPlugin Other) : Collision
        {
            public override Diagnostic Describe(DeclaredPlugin plugin, IEnumerable<string> names) => ExpansionProblem.DefinedTwice(plugin, Other, names);
        }

        public sealed record WithOuter(DeclaredPlugin Other) : Collision
        {
            public override Diagnostic Describe(DeclaredPlugin plugin, IEnumerable<string> names) => ExpansionProblem.HidesOuter(plugin, Other, names);
        }
    }
}
