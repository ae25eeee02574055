using System.Globalization;
using Ketrew.Expander.Expansion;
using Ketrew.Expander.Language;
using Ketrew.Expander.Printing;
using Ketrew.Sdk;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Promotion;

/// <summary>Turns the grown trees back into workflow files without custom stanzas.</summary>
/// <param name="root">Absolute path of the project's root.</param>
internal sealed class FileExpansion(string root)
{
    private const string Plugins = "plugins";
    private const string LevelPrefix = "level-";
    private const string Extension = ".expanded.yaml";

    // What the expanded file doesn't need: that is its point.
    private static readonly string[] _dropped = [Plugins, "stanzas"];

    /// <summary>One expanded file per workflow file.</summary>
    /// <param name="scopes">The workflow files, the root file first.</param>
    /// <param name="roots">The written stanzas, with everything below them.</param>
    /// <param name="cancellationToken">Ends it between two stanzas.</param>
    /// <exception cref="OperationCanceledException">The token.</exception>
    public IReadOnlyList<ExpandedFile> All(ValueList<Scope> scopes, IReadOnlyList<StanzaUse> roots, CancellationToken cancellationToken)
    {
        ILookup<Scope, StanzaUse> byScope = roots.ToLookup(use => use.Placed.Scope);
        string name = NameFor(scopes[0].File.Path);
        return [.. scopes.Select(scope => new ExpandedFile(root, scope.File.Path, scope.Directory / name, TextOf(scope, [.. byScope[scope]], int.MaxValue, cancellationToken)))];
    }

    /// <summary>The workflow files between the written ones and the expanded ones, a level of expansion further each; none where no stanza stands for a custom one.</summary>
    /// <param name="scopes">The workflow files, the root file first.</param>
    /// <param name="roots">The written stanzas, with everything below them.</param>
    public IReadOnlyList<ExpandedFile> Levels(ValueList<Scope> scopes, IReadOnlyList<StanzaUse> roots)
    {
        ILookup<Scope, StanzaUse> byScope = roots.ToLookup(use => use.Placed.Scope);
        return [.. scopes.SelectMany(scope => LevelsOf(scope, [.. byScope[scope]], scopes[0].File.Path))];
    }

    /// <summary>What promoted files of a workflow are called.</summary>
    /// <param name="rootFile">Its root file.</param>
    public static string NameFor(ProjectPath rootFile) => $"{rootFile.Stem}{Extension}";

    /// <summary>True for what promoted files of a workflow are called, those of a level too.</summary>
    /// <param name="rootFile">Its root file.</param>
    /// <param name="name">Any name of a file.</param>
    public static bool IsNameFor(ProjectPath rootFile, string name) => name == NameFor(rootFile)
        || (name.StartsWith($"{rootFile.Stem}.{LevelPrefix}", StringComparison.Ordinal) && name.EndsWith(Extension, StringComparison.Ordinal));

    private IEnumerable<ExpandedFile> LevelsOf(Scope scope, StanzaUse[] uses, ProjectPath rootFile)
    {
        int levels = uses.SelectMany(use => use.Tree()).Select(use => use.Depth).DefaultIfEmpty(0).Max();
        return Enumerable.Range(1, Math.Max(0, levels - 1)).Select(level => new ExpandedFile(
            root, scope.File.Path, scope.Directory / string.Create(CultureInfo.InvariantCulture, $"{rootFile.Stem}.{LevelPrefix}{level}{Extension}"), TextOf(scope, uses, level, CancellationToken.None)));
    }

    private static PromotedText TextOf(Scope scope, StanzaUse[] uses, int level, CancellationToken cancellationToken)
    {
        bool isWhole = level == int.MaxValue;
        string[] plugins = [.. uses.SelectMany(use => use.Tree()).Select(use => use.Definition?.Plugin).OfType<DeclaredPlugin>().Distinct().Select(plugin => $"{plugin.Name} sha256:{plugin.CodeIdentity}")];
        PromotedBlock[] blocks = [.. uses.SelectMany(use => Leaves(use, level)).OrderBy(leaf => LeafOrder.KeyOf(leaf.Placed)).Select(leaf => Block(leaf, scope.Directory, cancellationToken))];
        return new PromotedText(
            isWhole ? PromotedText.TitleOf(scope.File.Path.Name) : PromotedText.LevelTitleOf(scope.File.Path.Name, level),
            plugins.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToValueList(),
            Head(scope.File.Document, withPlugins: !isWhole) + (blocks.Length == 0 ? "stanzas: []\n" : "stanzas:\n"),
            ValueList.Create<PromotedBlock>(blocks));
    }

    // The stanzas of the last level are vanilla, those of any other one may be custom.
    private static IEnumerable<StanzaUse> Leaves(StanzaUse use, int level) =>
        use.Definition is null || use.Depth == level ? [use] : use.Children.SelectMany(child => Leaves(child, level));

    // What a file says beside its stanzas is kept as written.
    private static string Head(MappingNode written, bool withPlugins)
    {
        MappingNode head = new(written.Fields.Where(field => !_dropped.Contains(field.Name) || (withPlugins && field.Name == Plugins)).ToValueList());
        return head.Fields.IsEmpty ? "" : YamlPrinter.Print(head);
    }

    private static PromotedBlock Block(StanzaUse use, ProjectPath directory, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new PromotedBlock(NameOf(use.Placed), OriginOf(use), YamlPrinter.PrintItem(LeafItem.Of(use.Placed, directory)));
    }

    private static string NameOf(PlacedStanza leaf)
    {
        string place = leaf.Directory.IsRoot ? "" : $"{leaf.Directory}:";
        return LeafOrder.NameOf(leaf) is { Length: > 0 } name ? $"{leaf.Stanza.Kind} {place}{name}" : leaf.Stanza.Kind;
    }

    // No lines of the workflow file, also where it defines the stanza: an edit above a stanza must not change what is promoted.
    private static string OriginOf(StanzaUse leaf) => string.Join(", ", leaf.Chain().Where(use => use.Parent is not null).Select(use =>
        use.Parent!.Definition?.Plugin.Declaration.Kind == PluginKind.Define
            ? $"from {use.Parent.Placed.Stanza.Kind}"
            : $"from {use.Parent.Placed.Stanza.Kind} at {use.Placed.Provenance.PluginLine}"));
}
