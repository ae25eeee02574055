using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language.Decoding;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language;

/// <summary>The top level of a workflow file, and of a file that is included.</summary>
internal static class WorkflowFileDecoder
{
    private const string IncludedStanzas = "stanzas";

    private static readonly Decoder<Node> _version = Decoders.Any.As(new FieldType.Integer(WorkflowFile.LanguageVersion, WorkflowFile.LanguageVersion));

    private static readonly FieldSchema<Draft> _schema = new FieldSchema<Draft>("a workflow file")
        .Field("ketrew", _version, "The version of the language. Obligatory in the root file; leave it out elsewhere.", (draft, version) => draft.Version = version.Node)
        .Field("project", Decoders.SomeText("write `project: its-name`"), "Begins a project: names of custom stanzas are looked up to here and no further. Defaults pass through.", (draft, project) => draft.Project = project)
        .Field("plugins", PluginList.Decoder, "What defines custom stanzas.", (draft, plugins) => draft.Plugins = plugins.Value)
        .Field("directories", Decoders.ListOf(PathDecoders.Pattern), "Sub-directories that belong to the workflow and have a workflow file of their own: `[parts/*]`.", (draft, directories) => draft.Directories = directories.Value)
        .Field("defaults", DefaultsDecoder.Decoder, "What targets of this file, and of the files of its `directories`, have unless they say otherwise.", (draft, defaults) => draft.Defaults = defaults.Value)
        .Field("pools", PoolDecoders.Limits, "Limits that targets share: `{ license: 4 }`. A pool is a number that means what you like.", (draft, pools) => draft.Pools = pools.Value)
        .Field("backends", BackendDecoders.Backends, "What runs targets, besides `local` and `daemonize`: `{ cluster: { kind: slurm, partition: long } }`.", (draft, backends) => draft.Backends = backends.Value)
        .Field("hosts", BackendDecoders.Hosts, "Machines that are reached by ssh: `{ login: ssh://me@login.example.org/scratch/me }`.", (draft, hosts) => draft.Hosts = hosts.Value)
        .Field("platforms", Decoders.ListOf(PlatformName.Decoder), "Where the workflow is meant to be the same: `[linux/x64, macos/arm64]`. `ketrew expand --check-determinism` tries them.", (draft, platforms) => draft.Platforms = platforms.Value)
        .Field(IncludedStanzas, StanzaList.Decoder, "Each item is one name with its fields below it.", (draft, stanzas) => draft.Stanzas = stanzas.Value);

    private static readonly FieldSchema<Draft> _includedSchema = new FieldSchema<Draft>("an included file")
        .Field("ketrew", _version, "The version of the language. Obligatory in the root file; leave it out elsewhere.", (draft, version) => draft.Version = version.Node)
        .Field(IncludedStanzas, StanzaList.Decoder, "Each item is one name with its fields below it.", (draft, stanzas) => draft.Stanzas = stanzas.Value)
        .Otherwise(field => _schema.Knows(field.Name)
            ? Problem.NotInIncludedFile(field.NameSpan, field.Name)
            : Problem.UnknownField(field.NameSpan, field.Name, "an included file", [IncludedStanzas]));

    /// <summary>What a workflow file may hold.</summary>
    public static FieldType.Record Type => _schema.Type;

    /// <summary>What a file that is included may hold.</summary>
    public static FieldType.Record IncludedType => _includedSchema.Type;

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
        if (root is not MappingNode mapping || CheckVersion(mapping, isRoot, path.Value, context))
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
            && (root is not MappingNode mapping || CheckVersion(mapping, false, path.Value, context)))
        {
            _includedSchema.Decode(root, draft, context);
        }

        return draft.Stanzas;
    }

    /// <summary>Says whether a file is written in this version of the language; false when it is another one, which has been reported.</summary>
    /// <param name="root">The document.</param>
    /// <param name="isRoot">True when it must say so.</param>
    /// <param name="path">What to call the file.</param>
    /// <param name="context">Takes problems.</param>
    public static bool CheckVersion(MappingNode root, bool isRoot, string path, DecodeContext context)
    {
        if (root["ketrew"] is not { } version)
        {
            if (isRoot)
            {
                context.Report(Problem.MissingVersion(new SourceSpan(path, 1, 1, 1, 1)));
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
        public ValueList<BackendDeclaration> Backends;
        public ValueList<HostDeclaration> Hosts;
        public ValueList<Located<PlatformName>> Platforms;
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
            Backends = Backends,
            Hosts = Hosts,
            Platforms = Platforms,
            Stanzas = Stanzas,
        };
    }
}
