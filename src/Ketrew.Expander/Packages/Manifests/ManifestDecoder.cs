using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language.Decoding;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Packages.Manifests;

/// <summary>The top level of <c>ketrew-plugin.yaml</c>.</summary>
internal static class ManifestDecoder
{
    private const string Format = "ketrew-plugin";

    // Which one it is was looked at before.
    private static readonly Decoder<Node> _format = new(Decoders.Any.Decode, new FieldType.Integer(PackageManifest.FormatVersion, PackageManifest.FormatVersion));

    private static readonly FieldSchema<Draft> _schema = new FieldSchema<Draft>("a plugin package")
        .Field(Format, _format, "The version of this file's form: 1.", static (_, _) => { })
        .Field("name", PackageDecoders.Name, "What users write: `acme.k8s`.", (draft, name) => draft.Name = name)
        .Field("version", PackageDecoders.Version, "Of the package: `1.2.0`.", (draft, version) => draft.Version = version)
        .Field("description", Decoders.Text, "For people.", (draft, text) => draft.Description = text.Value)
        .Field("language", Decoders.ListOf(Decoders.WholeNumber("a version of the language", 1, 1000)), "The versions of the workflow language that it is for.", (draft, versions) => draft.Languages = versions)
        .Field("sdk", PackageDecoders.Range, "The versions of Ketrew.Sdk that it works with: `>=0.1`.", (draft, range) => draft.Sdk = range)
        .Field("requires", PackageDecoders.Requirements, "The packages that it needs, with the versions that will do.", (draft, requires) => draft.Requires = requires.Value)
        .Field("stanzas", Decoders.ListOf(PieceDecoder.Decoder, takesMappings: true), "The pieces that define stanzas.", (draft, pieces) => draft.Pieces = pieces.Value)
        .Field("backends", Decoders.ListOf(PieceDecoder.BackendDecoder, takesMappings: true), "The pieces that define backends.", (draft, pieces) => draft.Backends = pieces.Value)
        .Field("sites", PackageDecoders.Sites, "The sites that it defines, each with what is in it.", (draft, sites) => draft.Sites = sites.Value)
        .Field("files", Decoders.ListOf(AddedFilesDecoder.Decoder, takesMappings: true), "The files that it adds to sites, its own or those of other packages.", (draft, files) => draft.Files = files.Value)
        .Require("name", "write `name: acme.k8s`")
        .Require("version", "write `version: 0.1.0`");

    /// <summary>What may be written in a manifest.</summary>
    public static FieldType.Record Type => Obligatory.In(_schema.Type, Format);

    /// <summary>Decodes a manifest.</summary>
    /// <param name="root">The document; null for an empty file.</param>
    /// <param name="file">What to call the file.</param>
    /// <param name="diagnostics">Where problems go.</param>
    /// <returns>Null when there was a problem.</returns>
    public static PackageManifest? Decode(Node? root, string file, List<Diagnostic> diagnostics)
    {
        DecodeContext context = new(ProjectPath.Root, diagnostics);
        SourceSpan start = new(file, 1, 1, 1, 1);
        if (root is null or ScalarNode { Kind: ScalarKind.Null })
        {
            context.Report(PackageProblem.EmptyManifest(start));
            return null;
        }

        // Of a later form nothing else can be judged.
        Draft draft = new();
        if (root is MappingNode mapping && !CheckFormat(mapping, start, context))
        {
            return null;
        }

        return _schema.Decode(root, draft, context, start) && draft.CheckContent(context) ? draft.ToManifest() : null;
    }

    private static bool CheckFormat(MappingNode root, SourceSpan start, DecodeContext context) => root[Format] switch
    {
        null => context.Report(Problem.MissingField(start, Format, "a plugin package", $"begin the file with `{Format}: {PackageManifest.FormatVersion}`")),
        ScalarNode { Kind: ScalarKind.Integer, Text: "1" } => true,
        ScalarNode { Kind: ScalarKind.Integer } later => context.Report(PackageProblem.LaterFormat(later)),
        var other => context.Report(Problem.WrongType(other, "the version of this file's form", $"write `{Format}: {PackageManifest.FormatVersion}`")),
    };

    private sealed class Draft
    {
        public Language.Located<string>? Name;
        public Language.Located<SemanticVersion>? Version;
        public string Description = "";
        public Language.Located<ValueList<Language.Located<int>>>? Languages;
        public Language.Located<VersionRange>? Sdk;
        public ValueList<PackageRequirement> Requires;
        public ValueList<Language.Located<PackagePiece>> Pieces;
        public ValueList<Language.Located<PackagePiece>> Backends;
        public ValueList<DefinedSite> Sites;
        public ValueList<Language.Located<AddedFiles>> Files;

        public bool CheckContent(DecodeContext context)
        {
            int problems = context.ProblemCount;
            if (Pieces.IsEmpty && Backends.IsEmpty && Sites.IsEmpty && Files.IsEmpty)
            {
                context.Report(PackageProblem.EmptyPackage(Name?.Span, Name?.Value ?? ""));
            }

            foreach (Language.Located<AddedFiles> added in Files.Where(added => added.Value.Site.Package.Length == 0 && !Sites.Any(site => site.Name == added.Value.Site.Site)))
            {
                context.Report(PackageProblem.UnknownOwnSite(added.Span, added.Value.Site.Site, Sites.Select(site => site.Name)));
            }

            if (Languages is { Value.IsEmpty: true } languages)
            {
                context.Report(Problem.Empty(languages.Node, "`language`", "write `language: [1]`"));
            }

            return context.ProblemCount == problems;
        }

        // Name and version are required: without them the schema has said so, and nobody comes here.
        public PackageManifest ToManifest() => new()
        {
            Name = Name!.Value.Value,
            NameSpan = Name.Value.Span,
            Version = Version!.Value.Value,
            VersionSpan = Version.Value.Span,
            Description = Description,
            Languages = Languages is { } languages ? languages.Value.Select(language => language.Value).ToValueList() : [1],
            LanguagesSpan = Languages?.Span,
            Sdk = Sdk?.Value ?? VersionRange.Any,
            SdkSpan = Sdk?.Span,
            Requires = Requires,
            Pieces = Pieces.Concat(Backends).Select(piece => piece.Value).ToValueList(),
            Sites = Sites,
            Files = Files.Select(added => Owned(added.Value)).ToValueList(),
        };

        private AddedFiles Owned(AddedFiles added) =>
            added.Site.Package.Length > 0 ? added : added with { Site = added.Site with { Package = Name!.Value.Value } };
    }
}
