using Ketrew.Expander.Expansion;
using Ketrew.Expander.Language;
using Ketrew.Expander.Language.Vanilla;
using Ketrew.Expander.Printing;
using Ketrew.Sdk;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Promotion;

/// <summary>Turns the grown trees back into workflow files without custom stanzas.</summary>
/// <param name="root">Absolute path of the project's root.</param>
internal sealed class FileExpansion(string root)
{
    // What the expanded file doesn't need: that is its point.
    private static readonly string[] _dropped = ["plugins", "stanzas"];

    /// <summary>One expanded file per workflow file.</summary>
    /// <param name="scopes">The workflow files, the root file first.</param>
    /// <param name="roots">The written stanzas, with everything below them.</param>
    /// <param name="cancellationToken">Ends it between two stanzas.</param>
    /// <exception cref="OperationCanceledException">The token.</exception>
    public IReadOnlyList<ExpandedFile> All(ValueList<Scope> scopes, IReadOnlyList<StanzaUse> roots, CancellationToken cancellationToken)
    {
        ILookup<Scope, StanzaUse> byScope = roots.ToLookup(use => use.Placed.Scope);
        string name = $"{scopes[0].File.Path.Stem}.expanded.yaml";
        return [.. scopes.Select(scope => new ExpandedFile(root, scope.File.Path, scope.Directory / name, TextOf(scope, byScope[scope], cancellationToken)))];
    }

    private static PromotedText TextOf(Scope scope, IEnumerable<StanzaUse> uses, CancellationToken cancellationToken)
    {
        StanzaUse[] all = [.. uses.SelectMany(use => use.Tree())];
        string[] plugins = [.. all.Select(use => use.Definition?.Plugin).OfType<DeclaredPlugin>().Select(plugin => $"{plugin.Name} sha256:{plugin.CodeIdentity}")];
        PromotedBlock[] blocks =
        [
            .. all.Where(use => use.Definition is null).OrderBy(leaf => leaf.Placed, LeafOrder.Instance).Select(leaf => Block(leaf, scope.Directory, cancellationToken)),
        ];
        return new PromotedText(
            plugins.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToValueList(),
            Head(scope.File.Document) + (blocks.Length == 0 ? "stanzas: []\n" : "stanzas:\n"),
            ValueList.Create<PromotedBlock>(blocks));
    }

    // What a file says beside its stanzas is kept as written.
    private static string Head(MappingNode written)
    {
        MappingNode head = new(written.Fields.Where(field => !_dropped.Contains(field.Name)).ToValueList());
        return head.Fields.IsEmpty ? "" : YamlPrinter.Print(head);
    }

    private static PromotedBlock Block(StanzaUse use, ProjectPath directory, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        PlacedStanza leaf = use.Placed;
        string text = YamlPrinter.PrintItem(leaf.Stanza);
        if (leaf.Directory != directory)
        {
            Node stanza = Node.Mapping((leaf.Stanza.Kind, leaf.Stanza.Fields));
            text = YamlPrinter.PrintItem(new StanzaNode(VanillaStanza.Subdirectory, null, Node.Mapping(("path", leaf.Directory.RelativeTo(directory)), ("stanzas", Node.List(stanza))), null));
        }

        return new PromotedBlock(NameOf(leaf), OriginOf(use), text);
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
