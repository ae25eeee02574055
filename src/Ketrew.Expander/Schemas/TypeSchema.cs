using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Ketrew.Expander.Reading;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Schemas;

/// <summary>A type as the keywords of JSON Schema, draft 7.</summary>
/// <remarks>Alternatives are told apart by <c>if</c> and <c>else</c> wherever that can be done: of an <c>anyOf</c>, editors can't say which alternative was meant.</remarks>
/// <param name="writer">Takes the keywords.</param>
/// <param name="prefix">What the names of types have before them among the definitions.</param>
internal sealed class TypeSchema(Utf8JsonWriter writer, string prefix)
{
    private static readonly string[] _scalarTypes = ["string", "number", "boolean"];

    /// <summary>Writes the schema of a type.</summary>
    public void Write(FieldType type)
    {
        writer.WriteStartObject();
        WriteKeywords(type, takesNull: false);
        writer.WriteEndObject();
    }

    /// <summary>Writes the schema of a field: what it is for, what it is when it is left out, and what it takes.</summary>
    public void Write(FieldDescription field)
    {
        writer.WriteStartObject();
        if (field.Documentation.Length > 0)
        {
            writer.WriteString("description", field.Documentation);
        }

        if (field.Default is { } value)
        {
            writer.WritePropertyName("default");
            NodeJson.Write(writer, value);
        }

        WriteKeywords(field.Type, takesNull: false);
        writer.WriteEndObject();
    }

    /// <summary>Writes the keywords of a type into the object that is open.</summary>
    public void WriteKeywords(FieldType type, bool takesNull)
    {
        switch (type)
        {
            case FieldType.Any:
                break;
            case FieldType.Nullable nullable:
                WriteKeywords(nullable.Inner, takesNull: true);
                break;
            case FieldType.Reference reference:
                WriteReference(reference, takesNull);
                break;
            case FieldType.Shapes shapes:
                WriteShapes(shapes, takesNull);
                break;
            case FieldType.Words words:
                WriteWords(words, takesNull);
                break;
            case FieldType.List list:
                WriteTypes(["array"], takesNull);
                WriteSchema("items", list.Item);
                break;
            case FieldType.Map map:
                WriteMap(map, takesNull);
                break;
            case FieldType.Record record:
                WriteTypes(["object"], takesNull);
                WriteFields(record);
                break;
            default:
                WriteTypes(TypesOf(type), takesNull);
                WriteLimits(type);
                break;
        }
    }

    private static string[] TypesOf(FieldType type) => type switch
    {
        FieldType.Text or FieldType.Path or FieldType.Glob => _scalarTypes,
        FieldType.Bare => ["number", "boolean"],
        FieldType.Flag => ["boolean"],
        FieldType.Integer integer => integer.TakesText ? ["integer", "string"] : ["integer"],
        FieldType.Number number => number.TakesText ? ["number", "string"] : ["number"],
        FieldType.Duration => ["string"],
        FieldType.Size => ["integer", "string"],
        _ => throw new UnreachableException(),
    };

    private void WriteTypes(string[] types, bool takesNull)
    {
        string[] all = takesNull ? [.. types, "null"] : types;
        if (all is [var only])
        {
            writer.WriteString("type", only);
        }
        else
        {
            WriteTexts("type", all);
        }
    }

    private void WriteLimits(FieldType type)
    {
        switch (type)
        {
            case FieldType.Path or FieldType.Glob:
                writer.WriteNumber("minLength", 1);
                break;
            case FieldType.Text { Pattern.Length: > 0 } text:
                WritePattern(text);
                break;
            case FieldType.Integer integer:
                WriteRange(integer);
                WritePattern(integer.TakesText ? @"^([-+]?[0-9]+|0x[0-9a-fA-F]+|0o[0-7]+)$" : "", "a whole number is wanted here");
                break;
            case FieldType.Number number:
                if (number.Least is { } least)
                {
                    writer.WriteNumber("minimum", least);
                }

                WritePattern(number.TakesText ? @"^\s*[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?\s*$|^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$" : "", "a number is wanted here");
                break;
            case FieldType.Duration:
                WritePattern(@"^(?=.)([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$", "write a duration with its units: `90s`, `2h30m`, `500ms`");
                break;
            case FieldType.Size:
                writer.WriteNumber("minimum", 0);
                WritePattern(@"^[0-9]+(\.0+)?( ?B)?$|^[0-9]+(\.[0-9]+)? ?([KMGTP]i?|k)B$", "write a size as `4096`, `10KiB` or `8GB`");
                break;
            default:
                break;
        }
    }

    // Programs that read JSON keep no larger numbers exactly; such limits say nothing anyway.
    private void WriteRange(FieldType.Integer integer)
    {
        if (integer.Least > long.MinValue)
        {
            writer.WriteNumber("minimum", integer.Least);
        }

        if (integer.Most < long.MaxValue)
        {
            writer.WriteNumber("maximum", integer.Most);
        }
    }

    private void WritePattern(FieldType.Text text) => WritePattern(text.Pattern, $"{text.Wanted} is wanted here");

    // `patternErrorMessage` is known to editors with the YAML language server; others ignore it.
    private void WritePattern(string pattern, string message)
    {
        if (pattern.Length > 0)
        {
            writer.WriteString("pattern", pattern);
            writer.WriteString("patternErrorMessage", message);
        }
    }

    private void WriteReference(FieldType.Reference reference, bool takesNull)
    {
        if (!takesNull)
        {
            writer.WriteString("$ref", DefinitionNames.ReferenceTo(prefix + reference.Name));
            return;
        }

        WriteIf("null", null);
        WriteSchema("else", reference);
    }

    private void WriteShapes(FieldType.Shapes shapes, bool takesNull)
    {
        if (IsPlain(shapes.Scalar) && shapes.Sequence is FieldType.List list && list.Item == shapes.Scalar && shapes.Mapping == shapes.Scalar)
        {
            WriteTypes(["array", .. TypesOf(shapes.Scalar)], takesNull);
            WriteSchema("items", list.Item);
            WriteLimits(shapes.Scalar);
            return;
        }

        WriteShape("array", shapes.Sequence, () =>
            WriteShape("object", shapes.Mapping == shapes.Scalar ? null : shapes.Mapping, () => WriteKeywords(shapes.Scalar, takesNull)));
    }

    private void WriteShape(string jsonType, FieldType? then, Action writeOthers)
    {
        if (then is null)
        {
            writeOthers();
            return;
        }

        WriteIf(jsonType, then);
        writer.WriteStartObject("else");
        writeOthers();
        writer.WriteEndObject();
    }

    private void WriteIf(string jsonType, FieldType? then)
    {
        writer.WriteStartObject("if");
        writer.WriteString("type", jsonType);
        writer.WriteEndObject();
        if (then is not null)
        {
            WriteSchema("then", then);
        }
    }

    private static bool IsPlain(FieldType type) =>
        type is FieldType.Text or FieldType.Bare or FieldType.Flag or FieldType.Integer or FieldType.Number or FieldType.Duration or FieldType.Size or FieldType.Path or FieldType.Glob;

    private void WriteWords(FieldType.Words words, bool takesNull)
    {
        if (!words.TakesHyphens || !words.Choices.Any(word => word.AsSpan().ContainsAny('-', '_')))
        {
            WriteChoices(words.Choices, takesNull);
            return;
        }

        // One spelling is proposed, each is right.
        writer.WriteStartArray("anyOf");
        writer.WriteStartObject();
        WriteChoices(words.Choices, takesNull);
        writer.WriteEndObject();
        writer.WriteStartObject();
        writer.WriteString("type", "string");
        writer.WriteString("pattern", $"^({string.Join('|', words.Choices.Select(WithEitherHyphen))})$");
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    // Only what both .NET and ECMAScript (with the flag `u`) let be escaped; `Regex.Escape` does more.
    private static string WithEitherHyphen(string word) => string.Concat(word.Select(character => character switch
    {
        '-' or '_' => "[-_]",
        '\\' or '^' or '$' or '.' or '*' or '+' or '?' or '(' or ')' or '[' or ']' or '{' or '}' or '|' => $"\\{character}",
        _ => character.ToString(),
    }));

    private void WriteChoices(ValueList<string> words, bool takesNull)
    {
        writer.WriteStartArray("enum");
        foreach (string word in words)
        {
            writer.WriteStringValue(word);
        }

        // Without quotes these are numbers and booleans, which count as the words. Two spellings of one number are one value of JSON.
        foreach (ScalarNode value in words.Select(word => new ScalarNode(word, CoreSchema.Resolve(word))).Where(value => value.Kind is not (ScalarKind.Text or ScalarKind.Null)).DistinctBy(ValueOf))
        {
            NodeJson.Write(writer, value);
        }

        if (takesNull)
        {
            writer.WriteNullValue();
        }

        writer.WriteEndArray();
    }

    private static object ValueOf(ScalarNode value) =>
        double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : value.Text.ToUpperInvariant();

    private void WriteMap(FieldType.Map map, bool takesNull)
    {
        WriteTypes(["object"], takesNull);
        if (map.Name.Pattern.Length > 0)
        {
            writer.WriteStartObject("propertyNames");
            WritePattern(map.Name);
            writer.WriteEndObject();
        }

        WriteSchema("additionalProperties", map.Value);
    }

    private void WriteFields(FieldType.Record record)
    {
        string[] required = [.. record.Fields.Where(field => field.IsRequired).Select(field => field.Name)];
        if (required.Length > 0)
        {
            WriteTexts("required", required);
        }

        writer.WriteStartObject("properties");
        foreach (FieldDescription field in record.Fields)
        {
            writer.WritePropertyName(field.Name);
            Write(field);
        }

        writer.WriteEndObject();
        writer.WriteBoolean("additionalProperties", false);
    }

    private void WriteSchema(string name, FieldType type)
    {
        writer.WritePropertyName(name);
        Write(type);
    }

    private void WriteTexts(string name, string[] texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
