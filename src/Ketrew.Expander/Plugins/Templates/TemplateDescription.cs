using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Syntax;
using Ketrew.Sdk.Templates;

namespace Ketrew.Expander.Plugins.Templates;

/// <summary>What may be written below the name of a template stanza, for editors.</summary>
internal static class TemplateDescription
{
    /// <summary>Describes a template.</summary>
    public static StanzaDescription Of(Template template) =>
        new(template.Definition.Name, template.Description, RecordOf(template.Definition.Fields), []) { Since = template.Since };

    private static FieldType.Record RecordOf(TemplateField[] fields) => new([.. fields.Select(field => new FieldDescription(field.Name, TypeOf(field), field.IsRequired, field.Description)
    {
        Default = field.Default is ScalarNode { Kind: ScalarKind.Null } ? null : field.Default,
    })]);

    private static FieldType TypeOf(TemplateField field) => field.IsRequired ? TypeOf(field.Type) : new FieldType.Nullable(TypeOf(field.Type));

    private static FieldType TypeOf(TemplateType type) => type.Kind switch
    {
        TemplateTypeKind.Text when type.Choices.Length > 0 => new FieldType.Words([.. type.Choices]),
        TemplateTypeKind.Text => new FieldType.Text(),
        TemplateTypeKind.Boolean => new FieldType.Flag(),
        TemplateTypeKind.Integer => new FieldType.Integer(long.MinValue, long.MaxValue),
        TemplateTypeKind.Number => new FieldType.Number(null),
        TemplateTypeKind.Duration => new FieldType.Duration(),
        TemplateTypeKind.Size => new FieldType.Size(),
        TemplateTypeKind.Path => new FieldType.Path(),
        TemplateTypeKind.Glob => FieldType.OneOrMore(new FieldType.Glob()),
        TemplateTypeKind.Record => RecordOf(type.Fields),
        TemplateTypeKind.List => ListOf(TypeOf(type.Item ?? TemplateType.Of(TemplateTypeKind.Any))),
        TemplateTypeKind.Map => new FieldType.Map(TypeOf(type.Item ?? TemplateType.Of(TemplateTypeKind.Any))),
        _ => new FieldType.Any(),
    };

    // A single value is a list of one, unless it could be a list itself.
    private static FieldType ListOf(FieldType item) => item is FieldType.List or FieldType.Shapes or FieldType.Any ? new FieldType.List(item) : FieldType.OneOrMore(item);
}
