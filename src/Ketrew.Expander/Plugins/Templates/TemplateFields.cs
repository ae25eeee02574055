using System.Diagnostics.CodeAnalysis;
using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Expansion;
using Ketrew.Expander.Language.Decoding;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Syntax;
using Ketrew.Sdk.Templates;

namespace Ketrew.Expander.Plugins.Templates;

/// <summary>The <c>fields</c> that a template or a record declares: <c>who: text</c>, or <c>top: { type: integer, default: 10 }</c>.</summary>
internal static class TemplateFields
{
    private const string FieldName = "field";

    /// <summary>Reads them, in the order written. First, for the schema of a field holds fields.</summary>
    public static Decoder<TemplateField[]> Decoder { get; } = new(Read, new FieldType.Nullable(new FieldType.Map(new FieldType.Reference(FieldName))));

    private static readonly Decoder<ValueList<Language.Located<string>>> _choices = Decoders.ListOf(Decoders.SomeText("remove it"));

    private static readonly FieldSchema<Draft> _schema = new FieldSchema<Draft>("a field")
        .Field("type", TypeDecoder.Decoder, "`text`, `boolean`, `integer`, `number`, `duration`, `size`, `path`, `glob`, `any`, `record`; `list of …`, `map of …`.", (draft, type) => draft.Type = type.Value)
        .Field("description", Decoders.Text, "What it means; editors show it.", (draft, description) => draft.Description = description.Value)
        .Field("default", Decoders.Any, "Taken when it is left out.", (draft, value) => draft.Default = value.Value)
        .Field("optional", Decoders.Boolean, "Whether it may be left out, which makes it `null`.", (draft, optional) => draft.Optional = optional)
        .Field("one_of", _choices, "The only words that are taken.", (draft, choices) => draft.Choices = choices)
        .Field("fields", Decoder, "Of a record: what it takes.", (draft, fields) => draft.Fields = fields)
        .Require("type", "type: text");

    /// <summary>What stands behind the name of a field.</summary>
    public static NamedType Type { get; } = new(FieldName, new FieldType.Shapes(TypeDecoder.Decoder.Type, null, _schema.Type));

    private static bool Read(Node node, DecodeContext context, [MaybeNullWhen(false)] out TemplateField[] value)
    {
        value = [];
        if (node is not MappingNode mapping)
        {
            return node is ScalarNode { Kind: ScalarKind.Null } || context.Report(Problem.WrongType(node, "names with types", "write one `name: type` per line"));
        }

        int problems = context.ProblemCount;
        List<TemplateField> fields = [];
        foreach (FieldNode field in mapping.Fields)
        {
            VariableName.Check(field.Name, field.NameSpan, context);
            if (One(field, context) is { } read)
            {
                fields.Add(read);
            }
        }

        value = [.. fields];
        return context.ProblemCount == problems;
    }

    private static TemplateField? One(FieldNode field, DecodeContext context)
    {
        Draft draft = new();
        int problems = context.ProblemCount;
        if (field.Value is not MappingNode)
        {
            TypeDecoder.Decoder.Decode(field.Value, context, out draft.Type);
        }
        else
        {
            _schema.Decode(field.Value, draft, context, field.NameSpan);
        }

        if (draft.Type is not { } type)
        {
            return null;
        }

        draft.Check(type, field, context);
        return context.ProblemCount == problems ? draft.ToField(field.Name, type, field, context) : null;
    }

    private sealed class Draft
    {
        public TemplateType? Type;
        public string Description = "";
        public Node? Default;
        public Language.Located<bool>? Optional;
        public Language.Located<ValueList<Language.Located<string>>>? Choices;
        public Language.Located<TemplateField[]>? Fields;

        public void Check(TemplateType type, FieldNode field, DecodeContext context)
        {
            TemplateTypeKind innermost = TypeDecoder.Innermost(type).Kind;
            bool hasFields = (field.Value as MappingNode)?["fields"] is not null;
            if (innermost == TemplateTypeKind.Record && !hasFields)
            {
                context.Report(TemplateProblem.RecordWithoutFields(field.Value));
            }

            if (innermost != TemplateTypeKind.Record && Fields is { } fields)
            {
                context.Report(TemplateProblem.FieldsWithoutRecord(fields.Span, TypeDecoder.Text(type)));
            }

            if (innermost != TemplateTypeKind.Text && Choices is { } choices)
            {
                context.Report(TemplateProblem.ChoicesWithoutText(choices.Span, TypeDecoder.Text(type)));
            }

            if (Choices is { Value.IsEmpty: true } none)
            {
                context.Report(Problem.Empty(none.Node, "`one_of`", "name the words, `one_of: [fast, slow]`, or remove it to take any"));
            }

            if (Optional is { Value: true } optional && Default is not null)
            {
                context.Report(TemplateProblem.OptionalWithDefault(optional.Span));
            }
        }

        // `default: null` says the same as `optional: true`.
        public TemplateField? ToField(string name, TemplateType type, FieldNode field, DecodeContext context)
        {
            TemplateType innermost = TypeDecoder.Innermost(type);
            TemplateType whole = TypeDecoder.Replace(type, innermost with
            {
                Fields = Fields?.Value ?? [],
                Choices = [.. (Choices?.Value ?? []).Select(choice => choice.Value)],
            });
            bool isRequired = Default is null && Optional is not { Value: true };
            return Default is null or ScalarNode { Kind: ScalarKind.Null } || Fits(Default, whole, context)
                ? new TemplateField(name, whole, isRequired, Default ?? new ScalarNode("", ScalarKind.Null), Description)
                : null;
        }

        private static bool Fits(Node value, TemplateType type, DecodeContext context)
        {
            int problems = context.ProblemCount;
            void Report(StanzaDiagnostic wrong) =>
                context.Report(TemplateProblem.WrongDefault(StanzaPlaces.SpanOf(value, wrong.At) ?? value.Span, wrong.Message, wrong.Hint));
            new TemplateBinder(context.Directory, Report).Bind(value, type, FieldPath.Stanza);
            return context.ProblemCount == problems;
        }
    }
}
