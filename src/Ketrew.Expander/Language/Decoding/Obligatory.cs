using Ketrew.Sdk.Describing;

namespace Ketrew.Expander.Language.Decoding;

/// <summary>Fields that something else than their <see cref="FieldSchema{TDraft}"/> asks for: the version of a file's form, which is looked at first.</summary>
internal static class Obligatory
{
    /// <summary>The same record, with a field that must be written.</summary>
    /// <param name="record">What may be written.</param>
    /// <param name="name">The field.</param>
    public static FieldType.Record In(FieldType.Record record, string name) =>
        new([.. record.Fields.Select(field => field with { IsRequired = field.IsRequired || field.Name == name })]);
}
