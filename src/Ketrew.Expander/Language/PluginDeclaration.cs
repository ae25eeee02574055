using Ketrew.Expander.Packages;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language;

/// <summary>An item of <c>plugins</c>.</summary>
/// <param name="Kind">What is declared.</param>
/// <param name="Name">How messages call it: the path relative to the project's root, or a package's name.</param>
/// <param name="Span">The whole item.</param>
internal sealed record PluginDeclaration(PluginKind Kind, string Name, SourceSpan? Span)
{
    /// <summary>How messages call a <c>define</c>.</summary>
    public static string NameOfDefine(string stanza) => $"define {stanza}";

    /// <summary>Where the plugin lies, for those that are declared by path.</summary>
    public ProjectPath Path => ProjectPath.Parse(Name);

    /// <summary>Where <see cref="Name"/> was written; the whole item when that is unknown.</summary>
    public SourceSpan? NameSpan { get => field ?? Span; init; }

    /// <summary>True for a package that is declared by the path of its folder, because it is under development.</summary>
    public bool IsFolder { get; init; }

    /// <summary>Which versions of a package will do. Default: any.</summary>
    public VersionRange Range { get; init; } = VersionRange.Any;

    /// <summary>Absolute folders where assemblies are looked for that don't lie beside the plugin's own: those of packages that its package needs.</summary>
    public ValueList<string> SharedFolders { get; init; }

    /// <summary>True when the whole subtree may use it, false for the file's own directory only. Default: true.</summary>
    public bool Subdirectories { get; init; } = true;

    /// <summary>Given to the plugin as written; null when there is nothing.</summary>
    public Node? Args { get; init; }

    /// <summary>Prefix of its stanzas (<c>as: k8s</c> makes <c>k8s.service</c>); null for none.</summary>
    public Located<string>? As { get; init; }

    /// <summary>True when its stanzas may hide those of plugins declared further out. Default: false.</summary>
    public bool Override { get; init; }

    /// <summary>What it may learn beyond the project's files.</summary>
    public PluginAllowance Allow { get; init; } = new();
}
