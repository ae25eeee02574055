using System.Text;
using Ketrew.Sdk;

namespace Ketrew.Expander.Caching;

/// <summary>
/// Which of several expansions with one key was used last. It decides nothing but with what a changed answer is compared, so that a person who went back and forth
/// between branches is told what changed since the last time, and not since the last time that a plugin ran.
/// </summary>
/// <param name="file">Absolute path; need not exist. Null for memory only.</param>
internal sealed class LastUsed(string? file)
{
    // Enough to tell the few expansions of one key apart; nobody is led astray by more than an explanation.
    private const int NameLength = 16;

    private Dictionary<string, string>? _names;
    private bool _isChanged;

    private Dictionary<string, string> Names => _names ??= Read();

    /// <summary>The expansion that was used last; null when that isn't known.</summary>
    /// <param name="key">A key.</param>
    /// <param name="records">The expansions with it.</param>
    public ExpansionRecord? Find(Digest key, List<ExpansionRecord> records) =>
        Names.TryGetValue(NameOf(key), out string? name) ? records.Find(record => NameOf(record) == name) : null;

    /// <summary>Notes that an expansion is used.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="record">It.</param>
    /// <param name="isAmbiguous">False when it is the only one: then nothing needs to be known, nor read from disk.</param>
    public void Note(Digest key, ExpansionRecord record, bool isAmbiguous)
    {
        if (isAmbiguous && NameOf(record) is var name && Names.GetValueOrDefault(NameOf(key)) != name)
        {
            Names[NameOf(key)] = name;
            _isChanged = true;
        }
    }

    /// <summary>Writes what changed.</summary>
    /// <exception cref="IOException">The directory can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory can't be written.</exception>
    public void Save()
    {
        if (!_isChanged || file is null)
        {
            return;
        }

        StateFolder.Create(Path.GetDirectoryName(file)!);
        AtomicFile.Write(file, Encoding.ASCII.GetBytes(string.Concat(Names.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}\n"))));
        _isChanged = false;
    }

    private static string NameOf(Digest digest) => digest.ToString()[..NameLength];

    // After one key, the answers decide everything.
    private static string NameOf(ExpansionRecord record)
    {
        byte[] answers = new byte[record.Observations.Count * Digest.SizeInBytes];
        for (int i = 0; i < record.Observations.Count; i++)
        {
            record.Observations[i].Answer.CopyTo(answers.AsSpan(i * Digest.SizeInBytes));
        }

        return NameOf(Digest.Of(answers));
    }

    // A damaged line is one that was never written.
    private Dictionary<string, string> Read()
    {
        try
        {
            return file is null || !File.Exists(file) ? [] : File.ReadLines(file)
                .Select(line => line.Split(' '))
                .Where(parts => parts.Length == 2)
                .DistinctBy(parts => parts[0])
                .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
