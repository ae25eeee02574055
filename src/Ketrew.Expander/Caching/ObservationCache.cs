using Ketrew.Expander.Hosting;
using Ketrew.Sdk;
using Ketrew.Sdk.Observations;

namespace Ketrew.Expander.Caching;

/// <summary>
/// Remembers expansions by what they saw. The records with one key form a trie: question, answer, next question, … result.
/// Walking it asks the live world; reaching a result is a hit. See decision 0002.
/// </summary>
/// <remarks>Not thread-safe. Any number of processes may use one directory at once.</remarks>
internal sealed class ObservationCache
{
    private readonly SegmentStore? _store;
    private readonly LastUsed _used;
    private readonly Dictionary<Digest, List<RecordLocation>> _index = [];
    private readonly Dictionary<Digest, List<ExpansionRecord>> _records = [];
    private readonly List<ExpansionRecord> _added = [];
    private Dictionary<(string Stanza, string Directory), string>? _identities;

    /// <summary>Opens the cache of a directory; what is unreadable there is as if it weren't.</summary>
    /// <param name="directory">Absolute path; made when something is saved.</param>
    /// <param name="lastUsed">Absolute path of the file that says which of several results was used last. Others may share the directory, but not this.</param>
    public ObservationCache(string directory, string lastUsed)
    {
        _store = new SegmentStore(directory);
        _used = new LastUsed(lastUsed);
        foreach ((Digest key, RecordLocation location) in _store.Load().SelectMany(segment => segment.Index()))
        {
            if (!_index.TryGetValue(key, out List<RecordLocation>? locations))
            {
                _index.Add(key, locations = []);
            }

            locations.Add(location);
        }
    }

    /// <summary>An empty cache that remembers as long as it lives.</summary>
    public ObservationCache() => _used = new LastUsed(null);

    /// <summary>Walks the trie of a key.</summary>
    /// <param name="key">The weak key.</param>
    /// <param name="required">What was expanded in a weaker sandbox is as if it weren't there.</param>
    /// <param name="ask">Answers a question about the live world.</param>
    public CacheLookup Find(Digest key, SandboxLevel required, Func<Question, Answer> ask)
    {
        List<ExpansionRecord> candidates = RecordsOf(key).FindAll(record => record.Sandbox >= required);
        bool isAmbiguous = candidates.Count > 1;

        // What a person remembers is the result that was used last: its answers are the "old" ones.
        ExpansionRecord? last = isAmbiguous ? _used.Find(key, candidates) ?? candidates[^1] : candidates.FirstOrDefault();
        CacheLookup.Changed? sinceLast = null;
        for (int depth = 0; candidates.Count > 0; depth++)
        {
            if (candidates.Find(record => record.Observations.Count == depth) is { } result)
            {
                _used.Note(key, result, isAmbiguous);
                return new CacheLookup.Hit(result);
            }

            Observation asked = (sinceLast is null ? last! : candidates[^1]).Observations[depth];
            Answer answer = ask(asked.Question);
            if (answer is Answer.Late)
            {
                return new CacheLookup.Late(asked);
            }

            Digest digest = Digest.Of(answer.ToParts().AsSpan());
            List<ExpansionRecord> agreeing = candidates.FindAll(record => Agrees(record.Observations[depth], asked.Question, digest));
            sinceLast ??= agreeing.Contains(last!) ? null : new CacheLookup.Changed(asked, answer);
            if (agreeing.Count == 0)
            {
                return sinceLast!;
            }

            candidates = agreeing;
        }

        return new CacheLookup.Unknown();
    }

    /// <summary>The plugin that last expanded a stanza kind in a directory, to say why a key is unknown; null when none did. The first call reads everything.</summary>
    public string? FindIdentity(string stanza, string directory)
    {
        _identities ??= _index.Keys.SelectMany(RecordsOf).Select(record => record.Subject)
            .GroupBy(subject => (subject.Stanza, subject.Directory))
            .ToDictionary(group => group.Key, group => group.Last().Identity);
        return _identities.GetValueOrDefault((stanza, directory));
    }

    /// <summary>Remembers an expansion until <see cref="Save"/>.</summary>
    /// <returns>What contradicts it: a deterministic expander asks one next question, and gives one result, after the same answers. Null normally.</returns>
    public Divergence? Add(ExpansionRecord record)
    {
        Divergence? divergence = Compare(record);
        List<ExpansionRecord> known = RecordsOf(record.Key);
        known.Add(record);
        _added.Add(record);
        _used.Note(record.Key, record, isAmbiguous: known.Count > 1);
        return divergence;
    }

    /// <summary>What contradicts an expansion, which isn't remembered.</summary>
    /// <returns>As <see cref="Add"/>.</returns>
    public Divergence? Compare(ExpansionRecord record) =>
        RecordsOf(record.Key).Select(earlier => Divergence.Between(earlier, record)).FirstOrDefault(found => found is not null);

    /// <summary>Writes what was added, as one file, where there is a directory.</summary>
    /// <exception cref="IOException">The directory can't be written.</exception>
    public void Save()
    {
        if (_added.Count > 0)
        {
            _store?.Append([.. _added.Select(record => (ReadOnlyMemory<byte>)RecordCodec.Encode(record))]);
            _added.Clear();
        }

        _used.Save();
    }

    private static bool Agrees(Observation observation, Question question, Digest answer) =>
        observation.Answer == answer && observation.Question == question;

    private List<ExpansionRecord> RecordsOf(Digest key)
    {
        if (!_records.TryGetValue(key, out List<ExpansionRecord>? records))
        {
            records = _index.TryGetValue(key, out List<RecordLocation>? locations) ? [.. locations.Select(location => location.Read()).OfType<ExpansionRecord>()] : [];
            _records.Add(key, records);
        }

        return records;
    }
}
