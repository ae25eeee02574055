using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Storage.Sqlite;
using Ketrew.Sdk;

namespace Ketrew.Engine.Storage;

/// <summary>Last successes: fingerprints with their parts, and outputs.</summary>
internal sealed class SuccessTable(SqliteConnection connection)
{
    private const string Selection = "SELECT t.target, s.fingerprint, s.outcome";

    private readonly SqliteStatement _put = connection.Prepare("INSERT OR REPLACE INTO successes VALUES(?, ?, ?, ?, ?)");
    private readonly SqliteStatement _describe = connection.Prepare("INSERT OR REPLACE INTO described VALUES(?, ?)");
    private readonly SqliteStatement _dropOutputs = connection.Prepare("DELETE FROM outputs WHERE target = ?");
    private readonly SqliteStatement _addOutput = connection.Prepare("INSERT INTO outputs VALUES(?, ?, ?)");
    private readonly SqliteStatement _parts = connection.Prepare("SELECT parts FROM described JOIN targets USING(target) WHERE id = ?");
    private readonly SqliteStatement _outputs = connection.Prepare("SELECT path, content FROM outputs JOIN targets USING(target) WHERE id = ?");

    /// <summary>By target index; null for those that never succeeded.</summary>
    public RecordedSuccess?[] Load(TargetGraph graph, TargetKeys keys)
    {
        RecordedSuccess?[] successes = new RecordedSuccess?[graph.Count];
        SqliteStatement rows = connection.Prepare($"{Selection}, t.id FROM targets t JOIN successes s USING(target)");
        while (rows.Step())
        {
            if (graph.TryFind(new TargetId(rows.Text(3)), out int index))
            {
                keys.Remember(index, rows.Integer(0));
                successes[index] = Read(rows);
            }
        }

        return successes;
    }

    /// <summary>Likewise, for a few targets of many.</summary>
    public RecordedSuccess?[] LoadEach(TargetGraph graph, TargetKeys keys)
    {
        RecordedSuccess?[] successes = new RecordedSuccess?[graph.Count];
        SqliteStatement row = connection.Prepare($"{Selection} FROM targets t JOIN successes s USING(target) WHERE t.id = ?");
        for (int index = 0; index < graph.Count; index++)
        {
            if (row.Bind(0, graph[index].Id.Value).Step())
            {
                keys.Remember(index, row.Integer(0));
                successes[index] = Read(row);
            }

            row.Reset();
        }

        return successes;
    }

    private static RecordedSuccess Read(SqliteStatement row) => new(Digest.FromBytes(row.Blob(1)), Digest.FromBytes(row.Blob(2)));

    public void Put(long target, SuccessRecord success, int run)
    {
        Span<byte> fingerprint = stackalloc byte[Digest.SizeInBytes];
        Span<byte> outcome = stackalloc byte[Digest.SizeInBytes];
        success.Recorded.Fingerprint.CopyTo(fingerprint);
        success.Recorded.Outcome.CopyTo(outcome);
        _put.Bind(0, target).Bind(1, fingerprint).Bind(2, outcome).Bind(3, run).Bind(4, success.Attempt).Run();
        _describe.Bind(0, target).Bind(1, PartsText.Write(success.Parts)).Run();
        _dropOutputs.Bind(0, target).Run();
        foreach ((ProjectPath path, FileContent content) in success.Outputs)
        {
            _addOutput.Bind(0, target).Bind(1, path.Value).Bind(2, content.ToString()).Run();
        }
    }

    /// <summary>What the last success depended on; empty when there was none.</summary>
    public List<FingerprintPart> Parts(TargetId id)
    {
        List<FingerprintPart> parts = _parts.Bind(0, id.Value).Step() ? PartsText.Read(_parts.Utf8(0)) : [];
        _parts.Reset();
        return parts;
    }

    /// <summary>What the last success wrote, with the content it had.</summary>
    public Dictionary<string, string> Outputs(TargetId id)
    {
        Dictionary<string, string> outputs = new(StringComparer.Ordinal);
        _ = _outputs.Bind(0, id.Value);
        while (_outputs.Step())
        {
            outputs.Add(_outputs.Text(0), _outputs.Text(1));
        }

        _outputs.Reset();
        return outputs;
    }
}
