using System.Diagnostics.CodeAnalysis;
using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language.Decoding;
using Ketrew.Expander.Packages.Manifests;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Packages.Locking;

/// <summary>The fields of <c>plugins.lock</c>.</summary>
internal static class LockDecoder
{
    private const string Remove = "remove `plugins.lock`, it is written again";

    private static readonly FieldSchema<EntryDraft> _entrySchema = new FieldSchema<EntryDraft>("a locked package")
        .Field("version", PackageDecoders.Version, "The version that is taken.", (draft, version) => draft.Version = version.Value)
        .Field("digest", new Decoder<string>(ReadDigest, new FieldType.Text()), "Of all of its files.", (draft, digest) => draft.Digest = digest.Value)
        .Field("adds-to", Decoders.ListOf(PackageDecoders.Site), "The sites of other packages that it adds files to.", (draft, sites) => draft.AddsTo = sites.Value.Select(site => site.Value).ToValueList())
        .Require("version", Remove)
        .Require("digest", Remove);

    private static readonly Decoder<(FieldNode Field, LockedPackage Value)[]> _entries = Decoders.MapOf("packages", new Decoder<LockedPackage>(ReadEntry, _entrySchema.Type));

    private static readonly FieldSchema<Draft> _schema = new FieldSchema<Draft>("`plugins.lock`")
        .Field("plugins-lock", Decoders.WholeNumber("the version of this file's form", 1, 1), "The version of this file's form: 1.", static (_, _) => { })
        .Field("packages", _entries, "Every package that is used by a workflow of this directory.", (draft, entries) => draft.Entries = entries.Value)
        .Require("plugins-lock", Remove);

    /// <summary>Decodes the file.</summary>
    /// <param name="root">The document; null for an empty file.</param>
    /// <param name="diagnostics">Where problems go.</param>
    public static PackageLock Decode(Node? root, List<Diagnostic> diagnostics)
    {
        Draft draft = new();
        Node document = root ?? new ScalarNode("", ScalarKind.Null, new SourceSpan(PackageLock.FileName, 1, 1, 1, 1));
        return _schema.Decode(document, draft, new DecodeContext(ProjectPath.Root, diagnostics))
            ? new PackageLock(draft.Entries.Select(entry => entry.Value with { Name = entry.Field.Name, Span = entry.Field.NameSpan }).OrderBy(entry => entry.Name, StringComparer.Ordinal).ToValueList())
            : PackageLock.Empty;
    }

    private static bool ReadEntry(Node node, DecodeContext context, [MaybeNullWhen(false)] out LockedPackage value)
    {
        EntryDraft draft = new();
        bool isGood = _entrySchema.Decode(node, draft, context);
        value = isGood ? new LockedPackage("", draft.Version!, draft.Digest) { AddsTo = draft.AddsTo } : null;
        return isGood;
    }

    private static bool ReadDigest(Node node, DecodeContext context, [MaybeNullWhen(false)] out string value)
    {
        const string Algorithm = "sha256:";
        value = null;
        if (!Decoders.Text.Decode(node, context, out string? text))
        {
            return false;
        }

        value = text.StartsWith(Algorithm, StringComparison.Ordinal) ? text[Algorithm.Length..] : "";
        return (value.Length == 2 * Sdk.Digest.SizeInBytes && value.All(char.IsAsciiHexDigitLower)) || context.Report(Problem.WrongType(node, "`sha256:` and 64 digits", Remove));
    }

    private sealed class EntryDraft
    {
        public SemanticVersion? Version;
        public string Digest = "";
        public ValueList<SiteName> AddsTo;
    }

    private sealed class Draft
    {
        public (FieldNode Field, LockedPackage Value)[] Entries = [];
    }
}
