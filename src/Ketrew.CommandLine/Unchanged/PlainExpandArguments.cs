namespace Ketrew.CommandLine.Unchanged;

/// <summary>A command line that asks to print an expansion in the simplest way.</summary>
/// <param name="Verb">The verb with its options: what a snapshot of it is called.</param>
/// <param name="Run">The rest, which is said as for a run.</param>
internal sealed record PlainExpandArguments(string Verb, PlainRunArguments Run)
{
    private const string Explain = "--explain";
    private const string Json = "--json";

    /// <summary>What a snapshot is called.</summary>
    /// <param name="explains">True with <c>--explain</c>.</param>
    /// <param name="isJson">True with <c>--json</c>, too.</param>
    public static string VerbOf(bool explains, bool isJson) => explains ? isJson ? $"expand {Explain} {Json}" : $"expand {Explain}" : "expand";

    /// <summary>Reads a command line; null for one that asks for anything else, or in another way.</summary>
    /// <param name="arguments">Without the program's name.</param>
    public static PlainExpandArguments? TryRead(string[] arguments)
    {
        if (arguments is not ["expand", .. var rest])
        {
            return null;
        }

        string[] switches = [.. rest.Where(argument => argument is Explain or Json)];
        string[] others = [.. rest.Where(argument => argument is not (Explain or Json))];
        bool areKnown = switches is [] or [Explain] or [Explain, Json] or [Json, Explain];
        bool hasMore = Array.Exists(others, argument => argument is "-j" or "--jobs" or "-k" or "--keep-going");
        return areKnown && !hasMore && PlainRunArguments.TryRead(["run", .. others]) is { Names.IsEmpty: true } run
            ? new PlainExpandArguments(VerbOf(switches.Length > 0, switches.Length > 1), run)
            : null;
    }
}
