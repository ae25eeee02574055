namespace Ketrew.PluginHost.Compiling;

/// <summary>The table of <c>Allowed.txt</c>: what a single-file plugin may use.</summary>
internal sealed class AllowedSymbols
{
    private const string CompilerPart = "(compiler)";
    private const string All = "*";

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _namespaces = new(StringComparer.Ordinal);
    private readonly List<string> _mentioned = [];

    private AllowedSymbols(IEnumerable<string> lines)
    {
        string space = "";
        bool isCompilers = false;
        foreach (string[] words in lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => words is not ([] or [['#', ..], ..])))
        {
            switch (words)
            {
                case [CompilerPart]:
                    isCompilers = true;
                    break;
                case [['[', .. string name, ']']]:
                    space = name;
                    _mentioned.Add(space);
                    break;
                case [All]:
                    _namespaces.Add(space);
                    break;
                case [['-', .. string type]]:
                    _entries.Add($"{space}.{type}", Entry.Nothing);
                    break;
                default:
                    Add($"{space}.{words[0]}", Entry.Of(words[1..]), isCompilers);
                    break;
            }
        }
    }

    /// <summary>The table, read once.</summary>
    public static AllowedSymbols Table { get; } = new(TextResource.LinesOf("Allowed.txt"));

    /// <summary>The namespaces with something that a file may use, in the order of the table.</summary>
    public IEnumerable<string> Namespaces => _mentioned.Distinct(StringComparer.Ordinal);

    /// <summary>True when a file may name a type, or use a member of it.</summary>
    /// <param name="symbol">Without a member: the type itself.</param>
    public bool Allow(SymbolName symbol) => IsIn(symbol, entry => entry.Written);

    /// <summary>True when that may stand in the assembly of a file in which only allowed things were written.</summary>
    /// <param name="symbol">Accessors have their metadata names.</param>
    public bool AllowInAssembly(SymbolName symbol) => IsIn(symbol, entry => entry.Written) || IsIn(symbol, entry => entry.Compiled);

    private bool IsIn(SymbolName symbol, Func<Entry, Members?> part) =>
        !_entries.TryGetValue($"{symbol.Namespace}.{symbol.OuterType}", out Entry? entry) ? _namespaces.Contains(symbol.Namespace)
        : part(entry) is { } members && (symbol.IsNested ? members.All : symbol.Member is null || members.Contain(symbol.Member));

    private void Add(string type, Entry entry, bool isCompilers)
    {
        Entry existing = _entries.GetValueOrDefault(type, Entry.Nothing);
        _entries[type] = isCompilers ? existing with { Compiled = entry.Written } : entry;
    }

    private sealed record Members(bool All, IReadOnlySet<string> Named)
    {
        public bool Contain(string member) => Named.Contains(member) != All;
    }

    private sealed record Entry(Members? Written, Members? Compiled)
    {
        public static Entry Nothing { get; } = new(null, null);

        public static Entry Of(string[] words) => words is [AllowedSymbols.All, .. var except]
            ? new Entry(new Members(true, except.Select(word => word[1..]).ToHashSet(StringComparer.Ordinal)), null)
            : new Entry(new Members(false, words.ToHashSet(StringComparer.Ordinal)), null);
    }
}
