using System.Text.Json;
using Ketrew.Sdk.Describing;

namespace Ketrew.Expander.Schemas;

/// <summary>A type as the keywords of JSON Schema, draft 7.</summary>
/// <remarks>Alternatives are told apart by <c>if</c> and <c>else</c> wherever that can be done: of an <c>anyOf</c>, editors can't say which alternative was meant.</remarks>
/// <param name="writer">Takes the keywords.</param>
/// <param name="prefix">What the names of types have before them among the definitions.</param>
internal sealed class TypeSchema(Utf8JsonWriter writer, string prefix)
{
    private readonly ScalarSchema _scalars = new(writer);

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
                _scalars.WriteWords(words, takesNull);
                break;
            case FieldType.List list:
                _scalars.WriteTypes(["array"], takesNull);
                WriteSchema("items", list.Item);
                break;
            case FieldType.Map map:
                WriteMap(map, takesNull);
                break;
            case FieldType.Record record:
                _scalars.WriteTypes(["object"], takesNull);
                WriteFields(record);
                break;
            default:
                _scalars.WriteTypes(ScalarSchema.TypesOf(type), takesNull);
                _scalars.WriteLimits(type);
                break;
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
        if (ScalarSchema.Covers(shapes.Scalar) && shapes.Sequence is FieldType.List list && list.Item == shapes.Scalar && shapes.Mapping == shapes.Scalar)
        {
            _scalars.WriteTypes(["array", .. ScalarSchema.TypesOf(shapes.Scalar)], takesNull);
            WriteSchema("items", list.Item);
            _scalars.WriteLimits(shapes.Scalar);
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

    private void WriteMap(FieldType.Map map, bool takesNull)
    {
        _scalars.WriteTypes(["object"], takesNull);
        if (map.Name.Pattern.Length > 0)
        {
            writer.WriteStartObject("propertyNames");
            _scalars.WritePattern(map.Name);
            writer.WriteEndObject();
        }

        WriteSchema("additionalProperties", map.Value);
    }

    private void WriteFields(FieldType.Record record)
    {
        string[] required = [.. record.Fields.Where(field => field.IsRequired).Select(field => field.Name)];
        if (required.Length > 0)
        {
            _scalars.WriteTexts("required", required);
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
}
