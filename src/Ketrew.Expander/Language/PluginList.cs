using System.Diagnostics.CodeAnalysis;
using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language.Decoding;
using Ketrew.Sdk;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language;

/// <summary>The <c>plugins</c> list. Mistaken items are reported and left out.</summary>
internal static class PluginList
{
    private const string OnlyTheseKinds = "plugins of this version are `project: path/to/folder`, `template: path/to/file.yaml` and `assembly: path/to/file.dll`";

    private static readonly string[] _kinds = ["project", "assembly", "source", "template", "package"];

    private static readonly Decoder<ValueList<Located<string>>> _words = Decoders.ListOf<string>(Decoders.SomeText("remove it"));

    private static readonly FieldSchema<AllowDraft> _allowSchema = new FieldSchema<AllowDraft>("`allow`")
        .Field("environment", _words, (draft, names) => draft.Environment = names.Value)
        .Later("remove it; a plugin reads inside of the project only", "read")
        .Later("remove it; let a target run the tool", "tools");

    private static readonly FieldSchema<Draft> _schema = new FieldSchema<Draft>("a plugin")
        .Field<ProjectPath>("project", PathDecoders.Path, (draft, path) => draft.Project = path)
        .Field<ProjectPath>("assembly", PathDecoders.Path, (draft, path) => draft.Assembly = path)
        .Field<ProjectPath>("template", PathDecoders.Path, (draft, path) => draft.Template = path)
        .Field<bool>("subdirectories", Decoders.Boolean, (draft, flag) => draft.Subdirectories = flag.Value)
        .Field<Node>("args", Decoders.Any, (draft, args) => draft.Args = args.Value)
        .Field<string>("as", NameDecoders.Prefix, (draft, prefix) => draft.As = prefix)
        .Field<bool>("override", Decoders.Boolean, (draft, flag) => draft.Override = flag.Value)
        .Field<PluginAllowance>("allow", Allow, (draft, allow) => draft.Allow = allow.Value)
        .Later(OnlyTheseKinds, "source", "package")
        .Later("remove it; a version is for packages", "version");

    /// <summary>Reads the list.</summary>
    public static bool Decode(Node node, DecodeContext context, out ValueList<PluginDeclaration> plugins)
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
                return draft.ToDeclaration(node);
        }
    }

    /// <summary>Reads what a plugin may learn beyond the project's files.</summary>
    public static bool Allow(Node node, DecodeContext context, [MaybeNullWhen(false)] out PluginAllowance value)
    {
        AllowDraft draft = new();
        bool isGood = _allowSchema.Decode(node, draft, context);
        value = new PluginAllowance { Environment = draft.Environment };
        return isGood;
    }

    private sealed class Draft
    {
        public Located<ProjectPath>? Project;
        public Located<ProjectPath>? Assembly;
        public Located<ProjectPath>? Template;
        public bool Subdirectories = true;
        public Node? Args;
        public Located<string>? As;
        public bool Override;
        public PluginAllowance Allow = new();

        public PluginDeclaration? ToDeclaration(Node node) => (Project ?? Assembly ?? Template) is not { } path ? null
            : new PluginDeclaration(
                Project is not null ? PluginKind.Project : Assembly is not null ? PluginKind.Assembly : PluginKind.Template, path.Value.Value, node.Span)
            {
                NameSpan = path.Span,
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
    }
}
