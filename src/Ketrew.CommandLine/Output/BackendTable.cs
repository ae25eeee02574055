using System.Globalization;

namespace Ketrew.CommandLine.Output;

/// <summary>Backends, a line each.</summary>
/// <param name="rows">In the order in which they are shown.</param>
internal sealed class BackendTable(IEnumerable<BackendRow> rows)
{
    private readonly BackendRow[] _rows = [.. rows];

    /// <summary>Columns for people.</summary>
    public string ToText() => Columns.Of(
    [
        ["name", "kind", "host", "at once", "without ketrew"],
        .. _rows.Select(row => new[]
        {
            row.Name,
            row.Kind,
            row.Host.Length == 0 ? "this machine" : row.Host,
            row.Capacity is { } capacity ? capacity.ToString(CultureInfo.InvariantCulture) : "--jobs",
            row.OutlivesEngine ? "goes on" : "ends",
        }),
    ]);

    /// <summary>The same for programs: an object with <c>backends</c>.</summary>
    public string ToJson() => JsonText.Of(writer =>
    {
        writer.WriteStartArray("backends");
        foreach (BackendRow row in _rows)
        {
            writer.WriteStartObject();
            writer.WriteString("name", row.Name);
            writer.WriteString("kind", row.Kind);
            writer.WriteString("host", row.Host);
            if (row.Capacity is { } capacity)
            {
                writer.WriteNumber("capacity", capacity);
            }

            writer.WriteBoolean("outlives_engine", row.OutlivesEngine);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });
}
