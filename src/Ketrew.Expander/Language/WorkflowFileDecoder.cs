using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language.Decoding;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language;

/// <summary>The top level of a workflow file, and of a file that is included.</summary>
internal static class WorkflowFileDecoder
{
    private const string IncludedStanzas = "stanzas";

    private static readonly FieldSchema<Draft> _schema = new FieldSchema<Draft>("a workflow file")
        .Field<Node>("ketrew", Decoders.Any, (draft, version) => draft.Version = version.Node)
        .Field<string>("project", Decoders.SomeText("write `project: its-name`"), (draft, project) => draft.Project = project)
        .Field<ValueList<PluginDeclaration>>("plugins", PluginList.Decode, (draft, plugins) => draft.Plugins = plugins.Value)
        .Field("directories", Decoders.ListOf<GlobPattern>(PathDecoders.Pattern), (draft, directories) => draft.Directories = directories.Value)
        .Field<TargetDefaults>("defaults", DefaultsDecoder.Decode, (draft, defaults) => draft.Defaults = defaults.Value)
        .Field<ValueList<Located<PoolLimit>>>("pools", PoolDecoders.Limits, (draft, pools) => draft.Pools = pools.Value)
        .Field<ValueList<StanzaNode>>(IncludedStanzas, StanzaList.Decode, (draft, stanzas) => draft.Stanzas = stanzas.Value)
        .Later("remove it; every target runs on this machine", "backends");

    private static readonly FieldSchema<Draft> _includedSchema = new FieldSchema<Draft>("an included file")
        .Field<Node>("ketrew", Decoders.Any, (draft, version) => draft.Version = version.Node)
        .Field<ValueList<StanzaNode>>(IncludedStanzas, StanzaList.Decode, (draft, stanzas) => draft.Stanzas = stanzas.Value)
        .Otherwise(field => _schema.Knows(field.Name)
            ? Problem.NotInIncludedFile(field.NameSpan, field.Name)
            : Problem.UnknownField(field.NameSpan, field.Name, "an included file", [IncludedStanzas]));

    /// <summary>Decodes the top level; what is mistaken is reported and left out.</summary>
    /// <param name="root">The document; null for an empty file.</param>
    /// <param name="path">Where the file is.</param>
    /// <param name="isRoot">True for the file that the user named: it must say which language it is written in.</param>
    /// <param name="diagnostics">Where problems go.</param>
    public static WorkflowFile Decode(Node? root, ProjectPath path, bool isRoot, List<Diagnostic> diagnostics)
    {
        Draft draft = new();
        if (root is null or ScalarNode { Kind: ScalarKind.Null })
        {
            diagnostics.Add(Problem.EmptyFile(path.Value));
            return draft.ToFile(path, root);
        }

        // Of a later version nothing else can be judged.
        DecodeContext context = new(path.Parent, diagnostics);
        if (root is not MappingNode mapping || CheckVersion(mapping, isRoot, path, context))
        {
            _schema.Decode(root, draft, context);
        }

        return draft.ToFile(path, root);
    }

    /// <summary>The stanzas of an included file; empty when it can't be read.</summary>
    /// <param name="root">The document; null for an empty file, which is allowed.</param>
    /// <param name="path">Where the file is.</param>
    /// <param name="directory">What paths in it are relative to: the directory of the stanza that includes it.</param>
    /// <param name="diagnostics">Where problems go.</param>
    public static ValueList<StanzaNode> DecodeIncluded(Node? root, ProjectPath path, ProjectPath directory, List<Diagnostic> diagnostics)
    {
        Draft draft = new();
        DecodeContext context = new(directory, diagnostics);
        if (root is not (null or ScalarNode { Kind: ScalarKind.Null })
            && (root is not MappingNode mapping || CheckVersion(mapping, false, path, context)))
        {
            _includedSchema.Decode(root, draft, context);
        }

        return draft.Stanzas;
    }

    /// <summary>Says whether a file is written in this version of the language; false when it is another one, which has been reported.</summary>
    /// <param name="root">The document.</param>
    /// <param name="isRoot">True when it must say so.</param>
    /// <param name="path">Where the file is.</param>
    /// <param name="context">Takes problems.</param>
    public static bool CheckVersion(MappingNode root, bool isRoot, ProjectPath path, DecodeContext context)
    {
        if (root["ketrew"] is not { } version)
        {
            if (isRoot)
            {
                context.Report(Problem.MissingVersion(new SourceSpan(path.Value, 1, 1, 1, 1)));
            }

            return true;
        }

        if (version is not ScalarNode { Kind: not ScalarKind.Null } scalar)
        {
            return context.Report(Problem.WrongType(version, "the version of the language", "write `ketrew: 1`"));
        }

        return scalar is { Kind: ScalarKind.Integer, Text: "1" }
            || context.Report(Problem.UnsupportedVersion(version, scalar.Text, WorkflowFile.LanguageVersion));
    }

    private sealed class Draft
    {
        public Node? Version;
        public Located<string>? Project;
        public ValueList<PluginDeclaration> Plugins;
        public ValueList<Located<GlobPattern>> Directories;
        public TargetDefaults Defaults = TargetDefaults.None;
        public ValueList<Located<PoolLimit>> Pools;
        public ValueList<StanzaNode> Stanzas;

        public WorkflowFile ToFile(ProjectPath path, Node? document) => new()
        {
            Path = path,
            Document = document as MappingNode ?? new MappingNode([]),
            Project = Project,
            Plugins = Plugins,
            Directories = Directories,
            Defaults = Defaults,
            Pools = Pools,
            Stanzas = Stanzas,
        };
    }
}
