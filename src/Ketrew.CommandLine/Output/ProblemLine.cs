using System.Text.Json;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.CommandLine.Output;

/// <summary>What is wrong, in one line, where a list says it.</summary>
internal static class ProblemLine
{
    /// <summary><c>error KE380: package `x` is not installed (workflow.yaml:3:5; ketrew plugin install x)</c>.</summary>
    public static string Of(Diagnostic problem)
    {
        string[] more = [.. new[] { problem.Span?.ToString(), problem.Hint }.OfType<string>()];
        return $"{(problem.Severity == Severity.Error ? "error" : "warning")} {problem.Code}: {problem.Message}{(more.Length == 0 ? "" : $" ({string.Join("; ", more)})")}";
    }

    /// <summary>A property <c>problems</c> with an object for each.</summary>
    public static void WriteList(Utf8JsonWriter writer, ValueList<Diagnostic> problems)
    {
        writer.WriteStartArray("problems");
        foreach (Diagnostic problem in problems)
        {
            writer.WriteStartObject();
            writer.WriteString("code", problem.Code);
            writer.WriteString("severity", problem.Severity == Severity.Error ? "error" : "warning");
            writer.WriteString("message", problem.Message);
            WritePlace(writer, problem.Span);
            if (problem.Hint is { } hint)
            {
                writer.WriteString("hint", hint);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>The properties <c>file</c>, <c>line</c> and <c>column</c>; none of them without a place.</summary>
    public static void WritePlace(Utf8JsonWriter writer, SourceSpan? span)
    {
        if (span is { } place)
        {
            writer.WriteString("file", place.File);
            writer.WriteNumber("line", place.Line);
            writer.WriteNumber("column", place.Column);
        }
    }
}
