using System.Text.Json;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.CommandLine.Output;

/// <summary>Answers of backends.</summary>
internal static class QueryText
{
    /// <summary>What can be asked.</summary>
    public static string List(ValueList<QueryDescription> queries, bool isJson) =>
        isJson ? JsonText.Of(writer =>
        {
            writer.WriteStartObject("queries");
            foreach (QueryDescription query in queries)
            {
                writer.WriteString(query.Name, query.Meaning);
            }

            writer.WriteEndObject();
        })
        : queries.IsEmpty ? "nothing can be asked here\n"
        : Columns.Of([.. queries.Select(query => new[] { query.Name, query.Meaning })]);

    /// <summary>For people: text as it is, tables in columns.</summary>
    public static string ToText(QueryAnswer answer) => answer switch
    {
        QueryAnswer.Rows { Content: var table } => Of(table),
        QueryAnswer.Text { Content: var text } => text.Length == 0 || text.EndsWith('\n') ? text : text + "\n",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A table in columns, names first; empty tables have only these.</summary>
    public static string Of(DataTable table) => Columns.Of([[.. table.Columns], .. table.Rows.Select(row => row.ToArray())]);

    /// <summary>For programs: an object with <c>text</c>, or with <c>rows</c>.</summary>
    public static string ToJson(string target, string query, QueryAnswer answer) => JsonText.Of(writer =>
    {
        writer.WriteString("target", target);
        writer.WriteString("query", query);
        switch (answer)
        {
            case QueryAnswer.Text text:
                writer.WriteString("text", text.Content);
                break;
            case QueryAnswer.Rows rows:
                Write(writer, "rows", rows.Content);
                break;
        }
    });

    /// <summary>A property that holds a table: one object per row.</summary>
    public static void Write(Utf8JsonWriter writer, string name, DataTable table)
    {
        writer.WriteStartArray(name);
        foreach (ValueList<string> row in table.Rows)
        {
            writer.WriteStartObject();
            for (int i = 0; i < row.Count; i++)
            {
                writer.WriteString(table.Columns[i], row[i]);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
