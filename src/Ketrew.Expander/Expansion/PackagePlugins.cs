using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language;
using Ketrew.Expander.Packages;
using Ketrew.Expander.Packages.Manifests;
using Ketrew.Expander.Packages.Resolving;
using Ketrew.Expander.Plugins;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Expansion;

/// <summary>The code of packages: which pieces have to be read, and what plugins they make.</summary>
/// <param name="resolution">Which packages are in use.</param>
/// <param name="report">Takes what is wrong between the pieces of one.</param>
internal sealed class PackagePlugins(PackageResolution resolution, Action<Diagnostic> report)
{
    private readonly Dictionary<PackageFolder, ValueList<PluginCode>> _codes = [];
    private readonly Dictionary<(PackageFolder Folder, PluginDeclaration For), DeclaredPlugin> _required = [];

    /// <summary>What has to be read before anything else here is called.</summary>
    public IEnumerable<PluginDeclaration> Pieces => resolution.Usable.SelectMany(folder => folder.Manifest!.Pieces.Select(piece => ToDeclaration(folder, piece)));

    /// <summary>Takes what was read.</summary>
    /// <param name="codeOf">The code of one piece; none when it can't be used, which has been reported.</param>
    public void Take(Func<PluginDeclaration, ValueList<PluginCode>> codeOf)
    {
        foreach (PackageFolder folder in resolution.Usable)
        {
            (PackagePiece Piece, ValueList<PluginCode> Codes)[] pieces = [.. folder.Manifest!.Pieces.Select(piece => (piece, Offered(folder, piece, codeOf(ToDeclaration(folder, piece)))))];
            if (Array.TrueForAll(pieces, piece => !piece.Codes.IsEmpty) && CheckNames(folder, pieces))
            {
                _codes.Add(folder, pieces.SelectMany(piece => piece.Codes).ToValueList());
            }
        }
    }

    /// <summary>What a declaration makes of its package; null when the package, or one that it needs, can't be used.</summary>
    /// <param name="scope">The file that declares it.</param>
    /// <param name="declaration">Of a package.</param>
    public DeclaredPlugin? Declare(Scope scope, PluginDeclaration declaration) =>
        resolution.Find(declaration) is { } folder && IsReady(folder)
            ? new DeclaredPlugin(scope, declaration, _codes[folder], ToPackage(scope, folder, declaration))
            : null;

    /// <summary>The full names of a package's stanzas, in ordinal order; none when it can't be used.</summary>
    /// <param name="folder">One of the packages in use.</param>
    public ValueList<string> StanzasOf(PackageFolder folder) => !IsReady(folder) ? []
        : _codes[folder].SelectMany(code => code.Stanzas).Select(stanza => $"{folder.Name}.{stanza.Name}").Order(StringComparer.Ordinal).ToValueList();

    /// <summary>The kinds of a package's backends, in ordinal order; none when it can't be used.</summary>
    /// <param name="folder">One of the packages in use.</param>
    public ValueList<string> BackendsOf(PackageFolder folder) => !IsReady(folder) ? []
        : _codes[folder].SelectMany(code => code.Backends.Kinds).Order(StringComparer.Ordinal).ToValueList();

    // An assembly may hold both, and be listed under one of them or both.
    private ValueList<PluginCode> Offered(PackageFolder folder, PackagePiece piece, ValueList<PluginCode> codes)
    {
        ValueList<PluginCode> offered = piece.IsForBackends
            ? [.. codes.Where(code => !code.Backends.Kinds.IsEmpty).Select(code => code with { Stanzas = [] })]
            : [.. codes.Where(code => !code.Stanzas.IsEmpty).Select(code => code with { Backends = DeclaredBackends.None })];
        if (offered.IsEmpty && !codes.IsEmpty)
        {
            string missing = piece.IsForBackends ? "backend: no class has `[Backend(\"kind\")]`" : "stanza: no class has `[Stanza(\"name\")]`";
            report(ExpansionProblem.UnusablePlugin(folder.NameOf(piece.Path), piece.Span, $"it declares no {missing}"));
        }

        return offered;
    }

    private bool IsReady(PackageFolder folder) => resolution.Usable.Contains(folder) && _codes.ContainsKey(folder) && resolution.ClosureOf(folder).All(_codes.ContainsKey);

    private PluginPackage ToPackage(Scope scope, PackageFolder folder, PluginDeclaration declaration) =>
        new(folder, folder.Requires.Select(requirement => Require(scope, resolution.Find(requirement.Package)!, declaration)).ToValueList());

    // Nobody declares it: it is what its author made, without arguments, and may ask for what those who need it may.
    private DeclaredPlugin Require(Scope scope, PackageFolder folder, PluginDeclaration by)
    {
        if (!_required.TryGetValue((folder, by), out DeclaredPlugin? plugin))
        {
            PluginDeclaration declaration = new(PluginKind.Package, folder.Name, folder.Manifest!.NameSpan) { Allow = by.Allow };
            plugin = new DeclaredPlugin(scope, declaration, _codes[folder], ToPackage(scope, folder, by));
            _required.Add((folder, by), plugin);
        }

        return plugin;
    }

    private PluginDeclaration ToDeclaration(PackageFolder folder, PackagePiece piece) => new(PieceDecoder.Kinds[piece.Kind], folder.NameOf(piece.Path), piece.Span)
    {
        SharedFolders = resolution.ClosureOf(folder).SelectMany(AssemblyFoldersOf).Distinct(StringComparer.Ordinal).ToValueList(),
    };

    private static IEnumerable<string> AssemblyFoldersOf(PackageFolder folder) => folder.Manifest!.Pieces
        .Where(piece => PieceDecoder.Kinds[piece.Kind] == PluginKind.Assembly)
        .Select(piece => Path.GetFullPath(piece.Path.Parent.Value, folder.Directory));

    private bool CheckNames(PackageFolder folder, (PackagePiece Piece, ValueList<PluginCode> Codes)[] pieces)
    {
        Dictionary<string, PackagePiece> names = new(StringComparer.Ordinal);
        bool isGood = true;
        foreach ((PackagePiece piece, ValueList<PluginCode> codes) in pieces)
        {
            foreach (DeclaredStanza stanza in codes.SelectMany(code => code.Stanzas).Where(stanza => !names.TryAdd(stanza.Name, piece)))
            {
                report(PackageProblem.DefinedTwice(folder, stanza.Name, piece, names[stanza.Name]));
                isGood = false;
            }
        }

        return isGood;
    }
}
