using System.Text.Json;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Output;

/// <summary>A place in a file for programs: <c>"at":{"file":"workflow.yaml","line":8,"column":5}</c>.</summary>
internal static class JsonPlace
{
    /// <summary>A property that holds the place; none for a place that is not known.</summary>
    public static void Write(Utf8JsonWriter writer, string name, SourceSpan? place)
    {
        if (place is not { } span)
        {
            return;
        }

        writer.WriteStartObject(name);
        writer.WriteString("file", span.File);
        writer.WriteNumber("line", span.Line);
        writer.WriteNumber("column", span.Column);
        writer.WriteEndObject();
    }
}
