using Ketrew.Sdk;

namespace Ketrew.Expander.Caching;

/// <summary>
/// Which of several expansions with one key was used last. It decides nothing but with what a changed answer is compared, so that a person who went back and forth
/// between branches is told what changed since the last time, and not since the last time that a plugin ran.
/// </summary>
/// <param name="file">Absolute path; need not exist. Null for memory only.</param>
internal sealed class LastUsed(string? file)
{
    private Dictionary<string, string>? _digests;
    private bool _isChanged;

    private Dictionary<string, string> Digests => _digests ??= Read();

    /// <summary>True when an expansion is the one that was used last.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="record">One of several.</param>
    public bool IsLast(Digest key, ExpansionRecord record) => Digests.TryGetValue(key.ToString(), out string? digest) && digest == DigestOf(record);

    /// <summary>Notes that an expansion is used.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="record">It.</param>
    /// <param name="isAmbiguous">False when it is the only one: then nothing needs to be known, nor read from disk.</param>
    public void Note(Digest key, ExpansionRecord record, bool isAmbiguous)
    {
        if (isAmbiguous && !IsLast(key, record))
        {
            Digests[key.ToString()] = DigestOf(record);
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

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        AtomicFile.Write(file, [.. Digests.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => System.Text.Encoding.ASCII.GetBytes($"{pair.Key} {pair.Value}\n"))]);
        _isChanged = false;
    }

    private static string DigestOf(ExpansionRecord record) => Digest.Of(RecordCodec.Encode(record)).ToString();

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
