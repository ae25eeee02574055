using System.Diagnostics.CodeAnalysis;
using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language.Decoding;
using Ketrew.Sdk;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Packages.Manifests;

/// <summary>An item of a manifest's <c>files</c>: <c>{ site: acme.gui:themes, from: themes/**, to: material }</c>.</summary>
internal static class AddedFilesDecoder
{
    private static readonly FieldSchema<Draft> _schema = new FieldSchema<Draft>("an item of `files`")
        .Field("site", PackageDecoders.Site, "The site: `acme.gui:themes`, or a name of its own.", (draft, site) => draft.Site = site.Value)
        .Field("from", Decoders.ListOf(PackageDecoders.Pattern), "Which files of the package.", (draft, patterns) => draft.From = patterns)
        .Field("to", PackageDecoders.Destination, "The directory of the site that takes them.", (draft, path) => draft.To = path.Value)
        .Require("site", "write `site: acme.gui:themes`")
        .Require("from", "write `from: themes/**`");

    /// <summary>Reads an item.</summary>
    public static Decoder<AddedFiles> Decoder { get; } = new(Read, _schema.Type);

    private static bool Read(Node node, DecodeContext context, [MaybeNullWhen(false)] out AddedFiles value)
    {
        Draft draft = new();
        bool isGood = _schema.Decode(node, draft, context);
        GlobPattern from = new(draft.From?.Value.SelectMany(pattern => pattern.Value.Patterns).ToValueList() ?? []);
        value = isGood ? new AddedFiles(draft.Site, from, draft.To, node.Span) : null;
        return isGood && (from.Patterns.Any(pattern => !pattern.StartsWith('!')) || context.Report(Problem.OnlyExclusions(draft.From?.Span)));
    }

    private sealed class Draft
    {
        public SiteName Site;
        public Language.Located<ValueList<Language.Located<GlobPattern>>>? From;
        public ProjectPath To;
    }
}
