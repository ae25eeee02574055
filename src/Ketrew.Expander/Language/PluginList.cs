using System.Diagnostics.CodeAnalysis;
using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language.Decoding;
using Ketrew.Expander.Packages;
using Ketrew.Expander.Packages.Manifests;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language;

/// <summary>The <c>plugins</c> list. Mistaken items are reported and left out.</summary>
internal static class PluginList
{

    private static readonly string[] _kinds = ["project", "assembly", "source", "template", "package"];

    private static readonly Decoder<ValueList<Located<string>>> _words = Decoders.ListOf(Decoders.SomeText("remove it"));

    private static readonly FieldSchema<AllowDraft> _allowSchema = new FieldSchema<AllowDraft>("`allow`")
        .Field("environment", _words, "Names of environment variables that it may ask for.", (draft, names) => draft.Environment = names.Value)
        .Field("tools", _words, "Tools that it may have run: names on the search path, or paths of the project with a `/` in them.", (draft, names) => draft.Tools = names.Value)
        .Later("remove it; a plugin reads inside of the project only", "read");

    /// <summary>What a plugin may learn beyond the project's files. Before the schemas that use it.</summary>
    public static Decoder<PluginAllowance> AllowDecoder { get; } = new(ReadAllow, _allowSchema.Type);

    private static readonly FieldSchema<Draft> _schema = new FieldSchema<Draft>("a plugin")
        .Field("project", PathDecoders.Path, "A folder with one csproj, or a csproj: built when its sources change.", (draft, path) => draft.File = (PluginKind.Project, path))
        .Field("source", PathDecoders.Path, "One C# file, compiled when it changes: `tools/fan-out.stanza.cs`.", (draft, path) => draft.File = (PluginKind.Source, path))
        .Field("template", PathDecoders.Path, "A file that says in YAML what a stanza stands for: `tools/notify.stanza.yaml`.", (draft, path) => draft.File = (PluginKind.Template, path))
        .Field("assembly", PathDecoders.Path, "A ready-made assembly: `lib/Acme.Stanzas.dll`.", (draft, path) => draft.File = (PluginKind.Assembly, path))
        .Field("package", PackageReference.Decoder, "An installed plugin package, or a folder under development: `acme.k8s`, `./tools/acme.k8s`.", (draft, package) => draft.Package = package)
        .Field("version", PackageDecoders.Range, "Which versions of the package will do: `>=1.2 <2`.", (draft, range) => draft.Range = range)
        .Field("subdirectories", Decoders.Boolean, "May all sub-directories use it, or this directory only?", (draft, flag) => draft.Subdirectories = flag.Value, preset: true)
        .Field("args", Decoders.Any, "Given to the plugin as it is.", (draft, args) => draft.Args = args.Value)
        .Field("as", NameDecoders.Prefix, "A prefix: `as: acme` turns `service` into `acme.service`.", (draft, prefix) => draft.As = prefix)
        .Field("override", Decoders.Boolean, "May its stanzas hide those of the same name that a file further out declares?", (draft, flag) => draft.Override = flag.Value, preset: false)
        .Field("allow", AllowDecoder, "What it may ask for beyond files of the project.", (draft, allow) => draft.Allow = allow.Value);

    /// <summary>Reads the list.</summary>
    public static Decoder<ValueList<PluginDeclaration>> Decoder { get; } = new(Read, new FieldType.Nullable(new FieldType.List(_schema.Type)));

    private static bool Read(Node node, DecodeContext context, out ValueList<PluginDeclaration> plugins)
    {
        plugins = [];
        if (node is not SequenceNode sequence)
        {
            return node is ScalarNode { Kind: ScalarKind.Null }
                || context.Report(Problem.WrongType(node, "a list of plugins", "write one `- project: path/to/folder` per line"));
        }

        List<PluginDeclaration> declarations = [];
        foreach (Node item in sequence.Items)
        {
            if (One(item, context) is { } declaration)
            {
                declarations.Add(declaration);
            }
        }

        plugins = [.. declarations];
        return true;
    }

    private static PluginDeclaration? One(Node node, DecodeContext context)
    {
        if (node is ScalarNode { Kind: ScalarKind.Text, Text: var path })
        {
            context.Report(Problem.WrongType(node, "the fields of a plugin", $"write `- project: {path}`"));
            return null;
        }

        Draft draft = new();
        if (!_schema.Decode(node, draft, context))
        {
            return null;
        }

        FieldNode[] kinds = [.. ((MappingNode)node).Fields.Where(field => _kinds.Contains(field.Name))];
        switch (kinds)
        {
            case []:
                context.Report(Problem.PluginWithoutKind(node.Span));
                return null;
            case [var first, var second, ..]:
                context.Report(Problem.PluginWithSeveralKinds(second.NameSpan, first.Name, second.Name));
                return null;
            default:
                if (draft is { Package: null, Range: { } range })
                {
                    context.Report(PackageProblem.VersionWithoutPackage(range.Span));
                }

                return draft.ToDeclaration(node);
        }
    }

    private static bool ReadAllow(Node node, DecodeContext context, [MaybeNullWhen(false)] out PluginAllowance value)
    {
        AllowDraft draft = new();
        bool isGood = _allowSchema.Decode(node, draft, context);
        value = new PluginAllowance { Environment = draft.Environment, Tools = draft.Tools };
        return isGood;
    }

    private sealed class Draft
    {
        public (PluginKind Kind, Located<ProjectPath> Path)? File;
        public Located<PackageReference>? Package;
        public Located<VersionRange>? Range;
        public bool Subdirectories = true;
        public Node? Args;
        public Located<string>? As;
        public bool Override;
        public PluginAllowance Allow = new();

        public PluginDeclaration? ToDeclaration(Node node) =>
            Package is { } package ? Complete(new PluginDeclaration(PluginKind.Package, package.Value.Name, node.Span) { NameSpan = package.Span, IsFolder = package.Value.IsFolder, Range = Range?.Value ?? VersionRange.Any })
            : File is { } file ? Complete(new PluginDeclaration(file.Kind, file.Path.Value.Value, node.Span) { NameSpan = file.Path.Span })
            : null;

        private PluginDeclaration Complete(PluginDeclaration declaration) => declaration with
        {
            Subdirectories = Subdirectories,
            Args = Args,
            As = As,
            Override = Override,
            Allow = Allow,
        };
    }

    private sealed class AllowDraft
    {
        public ValueList<Located<string>> Environment;
        public ValueList<Located<string>> Tools;
    }
}
