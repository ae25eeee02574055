using System.Globalization;

namespace Ketrew.Faults.Tests.Harness;

/// <summary>What the jobs themselves told, in the order in which it happened.</summary>
internal sealed class Ledger
{
    private Ledger(IReadOnlyList<LedgerLine> lines) => Lines = lines;

    public IReadOnlyList<LedgerLine> Lines { get; }

    public IEnumerable<LedgerLine> Begins => Lines.Where(line => line.Word == "begin");

    public IEnumerable<LedgerLine> Ends => Lines.Where(line => line.Word == "end");

    public IEnumerable<LedgerLine> Overlaps => Lines.Where(line => line.Word == "overlap");

    /// <summary>Reads a ledger; none is an empty one.</summary>
    public static Ledger Read(string path) => new(File.Exists(path) ? [.. File.ReadAllLines(path).Select(Parse)] : []);

    // WORD PROJECT:RUN/TARGET/NUMBER [VALUE]
    private static LedgerLine Parse(string line)
    {
        string[] words = line.Split(' ');
        string[] id = words[1].Split('/');
        return new LedgerLine(
            words[0],
            new AttemptName(Number(id[0].Split(':')[1]), id[1], Number(id[2])),
            words.Length > 2 ? Number(words[2]) : 0);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
