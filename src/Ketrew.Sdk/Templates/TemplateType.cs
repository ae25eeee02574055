namespace Ketrew.Sdk.Templates;

/// <summary>What a field of a template takes.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Item">Of a list or map: what its values are; null otherwise.</param>
/// <param name="Fields">Of a record: its fields; empty otherwise.</param>
/// <param name="Choices">Of text: the only words that are taken; empty for any.</param>
internal sealed record TemplateType(TemplateTypeKind Kind, TemplateType? Item, TemplateField[] Fields, string[] Choices)
{
    /// <summary>A type without parts.</summary>
    public static TemplateType Of(TemplateTypeKind kind) => new(kind, null, [], []);

    /// <summary>What a value may look like, for a hint.</summary>
    public string Example => Kind switch
    {
        TemplateTypeKind.Text when Choices is [var first, ..] => first,
        TemplateTypeKind.Boolean => "true",
        TemplateTypeKind.Integer or TemplateTypeKind.Number => "1",
        TemplateTypeKind.Duration => "30s",
        TemplateTypeKind.Size => "10MiB",
        TemplateTypeKind.Path => "path/to/file",
        TemplateTypeKind.Glob => "\"**/*.txt\"",
        _ => "…",
    };
}

/// <summary>The types of the template language.</summary>
internal enum TemplateTypeKind
{
    /// <summary>Text; numbers and booleans count as the text that was written.</summary>
    Text,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>Any number.</summary>
    Number,

    /// <summary><c>90s</c>, <c>2h30m</c>: text in its shortest form.</summary>
    Duration,

    /// <summary><c>4096</c>, <c>10KiB</c>: a number of bytes.</summary>
    Size,

    /// <summary>A path of the project: text relative to the stanza's directory.</summary>
    Path,

    /// <summary>A pattern, or several: a list of text relative to the stanza's directory.</summary>
    Glob,

    /// <summary>Whatever was written.</summary>
    Any,

    /// <summary>Names with values, each declared.</summary>
    Record,

    /// <summary>Values of one type, in order.</summary>
    List,

    /// <summary>Names of the user's choice with values of one type.</summary>
    Map,
}
