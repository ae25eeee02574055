using System.Diagnostics.CodeAnalysis;
using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language;
using Ketrew.Expander.Language.Decoding;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Packages.Manifests;

/// <summary>An item of a manifest's <c>stanzas</c> or <c>backends</c>: <c>assembly: lib/Acme.dll</c>.</summary>
internal static class PieceDecoder
{
    /// <summary>The kinds that a piece may have, by the words that users write. A further kind is one line here.</summary>
    public static IReadOnlyDictionary<string, PluginKind> Kinds { get; } = new Dictionary<string, PluginKind>(StringComparer.Ordinal)
    {
        ["assembly"] = PluginKind.Assembly,
        [PackagePiece.Project] = PluginKind.Project,
        ["source"] = PluginKind.Source,
        ["template"] = PluginKind.Template,
    };

    private static readonly FieldSchema<Draft> _schema = SchemaOf(Kinds.Keys);

    // Backends are made of compiled code: they have no language of their own.
    private static readonly FieldSchema<Draft> _backendSchema = SchemaOf(["assembly", PackagePiece.Project]);

    /// <summary>Reads an item of <c>stanzas</c>.</summary>
    public static Decoder<PackagePiece> Decoder { get; } =
        new((Node node, DecodeContext context, [MaybeNullWhen(false)] out PackagePiece value) => Read(node, context, _schema, out value), _schema.Type);

    /// <summary>Reads an item of <c>backends</c>.</summary>
    public static Decoder<PackagePiece> BackendDecoder { get; } = new(ReadBackend, _backendSchema.Type);

    private static FieldSchema<Draft> SchemaOf(IEnumerable<string> kinds) => kinds
        .Aggregate(new FieldSchema<Draft>("a piece of a package"), (schema, kind) => schema.Field(kind, PackageDecoders.Path, "Where it lies in the package.", (draft, path) => draft.Pieces.Add(new PackagePiece(kind, path.Value, path.Span))));

    private static bool ReadBackend(Node node, DecodeContext context, [MaybeNullWhen(false)] out PackagePiece value)
    {
        bool isGood = Read(node, context, _backendSchema, out value);
        value = value is null ? null : value with { IsForBackends = true };
        return isGood;
    }

    private static bool Read(Node node, DecodeContext context, FieldSchema<Draft> schema, [MaybeNullWhen(false)] out PackagePiece value)
    {
        value = null;
        if (node is ScalarNode { Kind: ScalarKind.Text, Text: var path })
        {
            return context.Report(Problem.WrongType(node, "a piece of a package", $"write `- assembly: {path}`"));
        }

        Draft draft = new();
        if (!schema.Decode(node, draft, context))
        {
            return false;
        }

        value = draft.Pieces.Count == 1 ? draft.Pieces[0] : null;
        return value is not null
            || context.Report(draft.Pieces.Count == 0 ? PackageProblem.PieceWithoutKind(node) : Problem.PluginWithSeveralKinds(draft.Pieces[1].Span, draft.Pieces[0].Kind, draft.Pieces[1].Kind));
    }

    private sealed class Draft
    {
        public List<PackagePiece> Pieces { get; } = [];
    }
}
