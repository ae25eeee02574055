using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Syntax;
using Ketrew.Sdk.Templates;

namespace Ketrew.Expander.Plugins.Templates;

/// <summary>What may be written below the name of a template stanza, for editors: as <see cref="TemplateBinder"/> binds it; the two are changed together.</summary>
internal static class TemplateDescription
{
    /// <summary>Describes a template.</summary>
    public static StanzaDescription Of(Template template) =>
        new(template.Definition.Name, template.Description, RecordOf(template.Definition.Fields), []) { Since = template.Since };

    // Nothing is written for a mapping without fields.
    private static FieldType RecordOf(TemplateField[] fields)
    {
        FieldType.Record record = new([.. fields.Select(field => new FieldDescription(field.Name, TypeOf(field), field.IsRequired, field.Description)
        {
            Default = field.Default is ScalarNode { Kind: ScalarKind.Null } ? null : field.Default,
        })]);
        return fields.Any(field => field.IsRequired) ? record : new FieldType.Nullable(record);
    }

    private static FieldType TypeOf(TemplateField field) =>
        TypeOf(field.Type) is var type && (field.IsRequired || type is FieldType.Nullable or FieldType.Any) ? type : new FieldType.Nullable(type);

    private static FieldType TypeOf(TemplateType type) => type.Kind switch
    {
        TemplateTypeKind.Text when type.Choices.Length > 0 => new FieldType.Words([.. type.Choices], TakesHyphens: true),
        TemplateTypeKind.Text => new FieldType.Text(),
        TemplateTypeKind.Boolean => new FieldType.Flag(),
        TemplateTypeKind.Integer => new FieldType.Integer(long.MinValue, long.MaxValue, TakesText: true),
        TemplateTypeKind.Number => new FieldType.Number(null, TakesText: true),
        TemplateTypeKind.Duration => new FieldType.Duration(),
        TemplateTypeKind.Size => new FieldType.Size(),
        TemplateTypeKind.Path => new FieldType.Path(),
        TemplateTypeKind.Glob => FieldType.OneOrMore(new FieldType.Glob()),
        TemplateTypeKind.Record => RecordOf(type.Fields),
        TemplateTypeKind.List => new FieldType.Nullable(ListOf(TypeOf(type.Item ?? TemplateType.Of(TemplateTypeKind.Any)))),
        TemplateTypeKind.Map => new FieldType.Nullable(new FieldType.Map(TypeOf(type.Item ?? TemplateType.Of(TemplateTypeKind.Any)))),
        _ => new FieldType.Any(),
    };

    // A single value is a list of one; of a single item in a list of lists nobody could tell which list it is.
    private static FieldType ListOf(FieldType item) => item switch
    {
        FieldType.Any => item,
        FieldType.Nullable { Inner: FieldType.List or FieldType.Shapes } or FieldType.Shapes => new FieldType.Shapes(item, new FieldType.List(item), item),
        _ => FieldType.OneOrMore(item),
    };
}
