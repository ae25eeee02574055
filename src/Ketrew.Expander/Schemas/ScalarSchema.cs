using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Ketrew.Expander.Reading;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Schemas;

/// <summary>Scalars as the keywords of JSON Schema, draft 7.</summary>
/// <param name="writer">Takes the keywords, into the object that is open.</param>
internal sealed class ScalarSchema(Utf8JsonWriter writer)
{
    private static readonly string[] _scalarTypes = ["string", "number", "boolean"];

    /// <summary>True for scalars that take any text of their kind.</summary>
    public static bool Covers(FieldType type) =>
        type is FieldType.Text or FieldType.Bare or FieldType.Flag or FieldType.Integer or FieldType.Number or FieldType.Duration or FieldType.Size or FieldType.Path or FieldType.Glob;

    /// <summary>The types of JSON that a scalar may be written as.</summary>
    public static string[] TypesOf(FieldType type) => type switch
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

    /// <summary>Writes which types of JSON a value may have.</summary>
    public void WriteTypes(string[] types, bool takesNull)
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

    /// <summary>Writes what else a value must be.</summary>
    public void WriteLimits(FieldType type)
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

    /// <summary>Writes the pattern of a text that has one.</summary>
    public void WritePattern(FieldType.Text text) => WritePattern(text.Pattern, $"{text.Wanted} is wanted here");

    /// <summary>Writes a choice of words.</summary>
    public void WriteWords(FieldType.Words words, bool takesNull)
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

    /// <summary>Writes a list of texts.</summary>
    public void WriteTexts(string name, string[] texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
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

    // `patternErrorMessage` is known to editors with the YAML language server; others ignore it.
    private void WritePattern(string pattern, string message)
    {
        if (pattern.Length > 0)
        {
            writer.WriteString("pattern", pattern);
            writer.WriteString("patternErrorMessage", message);
        }
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
}
