using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language;
using Ketrew.Expander.Language.Decoding;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;
using Ketrew.Sdk.Templates;

namespace Ketrew.Expander.Plugins.Templates;

/// <summary>A template stanza as it is written: a file of its own, or <c>define</c> in a list of stanzas. All problems are told at once.</summary>
internal static class TemplateDecoder
{
    private static readonly Decoder<string> _name = new(ReadName, new FieldType.Text());

    // Which one it is was looked at before.
    private static readonly Decoder<Node> _version = new(Decoders.Any.Decode, new FieldType.Integer(1, 1));

    private static readonly FieldSchema<Draft> _fileSchema = Common("a template")
        .Field("ketrew", _version, "Version of the language: 1.", (_, _) => { })
        .Field("since", Decoders.Text, "The version that first had it; for documentation.", (draft, since) => draft.Since = since.Value)
        .Require("name", "name: notify")
        .Require("expand", "expand: [{ target: { name: … } }]");

    private static readonly FieldSchema<Draft> _defineSchema = Common("`define`")
        .Field("subdirectories", Decoders.Boolean, "May all sub-directories use it, or this directory only?", (draft, flag) => draft.Subdirectories = flag.Value)
        .Field("override", Decoders.Boolean, "May it hide a stanza of the same name that is declared further out?", (draft, flag) => draft.Override = flag.Value)
        .Field("allow", PluginList.AllowDecoder, "What it may ask for beyond files of the project.", (draft, allow) => draft.Allow = allow.Value)
        .Require("name", "name: notify")
        .Require("expand", "expand: [{ target: { name: … } }]");

    /// <summary>What may be written below <c>define</c>.</summary>
    public static FieldType DefineType => _defineSchema.Type;

    /// <summary>What may be written in a file.</summary>
    public static FieldType.Record FileType => Obligatory.In(_fileSchema.Type, "ketrew");

    /// <summary>What references in it, and below <c>define</c>, mean.</summary>
    public static ValueList<NamedType> Types => [TemplateFields.Type];

    /// <summary>Reads a file; null when something is wrong.</summary>
    /// <param name="root">Its content; null when it is empty.</param>
    /// <param name="path">What to call the file.</param>
    /// <param name="readFile">Its text.</param>
    /// <param name="diagnostics">Where problems go.</param>
    public static Template? DecodeFile(Node? root, string path, Func<string?> readFile, List<Diagnostic> diagnostics)
    {
        DecodeContext context = new(ProjectPath.Root, diagnostics);
        if (root is MappingNode mapping && !WorkflowFileDecoder.CheckVersion(mapping, true, path, context))
        {
            return null;
        }

        Draft draft = new();
        Node content = root ?? new ScalarNode("", ScalarKind.Null, new SourceSpan(path, 1, 1, 1, 1));
        _fileSchema.Decode(content, draft, context);
        return draft.ToTemplate(readFile, context);
    }

    /// <summary>Reads a <c>define</c>.</summary>
    /// <param name="placed">The stanza.</param>
    /// <param name="readFile">The text of the file that it stands in.</param>
    /// <param name="diagnostics">Where problems go.</param>
    /// <returns>How it is declared, and what it is; null when something is wrong.</returns>
    public static (PluginDeclaration Declaration, Template? Template) DecodeDefine(PlacedStanza placed, Func<string?> readFile, List<Diagnostic> diagnostics)
    {
        Draft draft = new();
        DecodeContext context = new(placed.Directory, diagnostics);
        _defineSchema.Decode(placed.Stanza.Fields, draft, context, placed.Stanza.KindSpan);
        PluginDeclaration declaration = new(PluginKind.Define, PluginDeclaration.NameOfDefine(draft.Name?.Value ?? ""), placed.Stanza.Span)
        {
            NameSpan = draft.Name?.Span,
            Subdirectories = draft.Subdirectories,
            Override = draft.Override,
            Allow = draft.Allow,
        };
        return (declaration, draft.ToTemplate(readFile, context));
    }

    private static FieldSchema<Draft> Common(string owner) => new FieldSchema<Draft>(owner)
        .Field("name", _name, "What users write.", (draft, name) => draft.Name = name)
        .Field("description", Decoders.Text, "What it is for; editors show it.", (draft, description) => draft.Description = description.Value)
        .Field("fields", TemplateFields.Decoder, "What users write below the name: `who: text`, `top: { type: integer, default: 10 }`.", (draft, fields) => draft.Fields = fields.Value)
        .Field("script", Decoders.Text, "Statements that run first; their variables and functions are known in all texts.", (draft, script) => draft.Script = (ScalarNode)script.Node)
        .Field("expand", Decoders.Any, "The stanzas that it stands for; strings hold expressions, and `for`, `if` and `let` are keys.", (draft, expand) => draft.Expand = expand.Value);

    private static bool ReadName(Node node, DecodeContext context, out string value)
    {
        bool isText = Decoders.Text.Decode(node, context, out string? name);
        value = name ?? "";
        return isText && (StanzaName.ProblemOf(value) is not { } problem || context.Report(Problem.BadName(node, value, "the name of a stanza", problem, "")));
    }

    private sealed class Draft
    {
        public Language.Located<string>? Name;
        public string Description = "";
        public string Since = "";
        public TemplateField[]? Fields;
        public ScalarNode? Script;
        public Node? Expand;
        public bool Subdirectories = true;
        public bool Override;
        public PluginAllowance Allow = new();

        // The head may be wrong already: then the body is read for its problems only.
        public Template? ToTemplate(Func<string?> readFile, DecodeContext context)
        {
            TemplateSource source = new(readFile);
            TemplateBody body = new(source, context);
            TemplateText? script = Script is null ? null : body.ReadText(Script);
            TemplateNode? expand = Expand is null ? null : body.ReadStanzas(Expand);
            return Name is { } name && expand is not null && !context.HasProblems
                ? new Template(new TemplateDefinition(name.Value, Fields ?? [], script, expand), source, Description, Since)
                : null;
        }
    }
}
