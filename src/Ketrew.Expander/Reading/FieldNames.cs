using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Reading;

/// <summary>The names that a mapping has so far.</summary>
/// <param name="fields">The fields of this mapping, from <paramref name="first"/> on.</param>
/// <param name="first">Where they begin.</param>
internal sealed class FieldNames(List<FieldNode> fields, int first)
{
    // Nearly every mapping is smaller; for those a scan is quicker than a table.
    private const int ScanLimit = 16;
    private Dictionary<string, FieldNode>? _table;

    /// <summary>The field of that name; null when there is none yet.</summary>
    public FieldNode? Find(string name)
    {
        int count = fields.Count - first;
        if (count > ScanLimit)
        {
            _table ??= new Dictionary<string, FieldNode>(StringComparer.Ordinal);
            for (int i = _table.Count; i < count; i++)
            {
                _table.Add(fields[first + i].Name, fields[first + i]);
            }

            return _table.GetValueOrDefault(name);
        }

        for (int i = first; i < fields.Count; i++)
        {
            if (fields[i].Name == name)
            {
                return fields[i];
            }
        }

        return null;
    }
}
