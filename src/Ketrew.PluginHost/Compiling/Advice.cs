namespace Ketrew.PluginHost.Compiling;

/// <summary>Why something isn't available in a single-file plugin, and what to do instead.</summary>
/// <param name="Reason">A clause.</param>
/// <param name="Hint">Something to write.</param>
internal sealed record Advice(string Reason, string Hint)
{
    private static readonly Dictionary<string, Advice> _table = TextResource.LinesOf("Refused.txt")
        .Where(line => line is not ("" or ['#', ..]))
        .Select(line => line.Split(" | "))
        .ToDictionary(parts => parts[0], parts => new Advice(parts[1], parts[2]), StringComparer.Ordinal);

    /// <summary>The advice for a word of the language.</summary>
    /// <param name="word">In the table.</param>
    public static Advice ForWord(string word) => _table[word];

    /// <summary>True when the table knows more of a name than that it isn't known.</summary>
    /// <param name="fullName">Such as <c>System.IO.File.Delete</c>.</param>
    public static bool IsSpecific(string fullName) => For(fullName) != _table["System"];

    /// <summary>The advice for the longest beginning of a name that the table has.</summary>
    /// <param name="fullName">Such as <c>System.IO.File.Delete</c>.</param>
    public static Advice For(string fullName)
    {
        for (string name = fullName; name.Length > 0; name = name[..Math.Max(name.LastIndexOf('.'), 0)])
        {
            if (_table.TryGetValue(name, out Advice? advice))
            {
                return advice;
            }
        }

        return _table["System"];
    }
}
