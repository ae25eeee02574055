using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Storage.Sqlite;
using Ketrew.Sdk;

namespace Ketrew.Engine.Storage;

/// <summary>What files held when they were read last.</summary>
internal sealed class FileTable(SqliteConnection connection)
{
    private const string Selection = "SELECT path, kind, size, modified, changed, inode, digest, recorded";

    private readonly SqliteStatement _put = connection.Prepare("INSERT OR REPLACE INTO files VALUES(?, ?, ?, ?, ?, ?, ?, ?)");

    public Dictionary<string, FileFact> Load()
    {
        Dictionary<string, FileFact> facts = new(StringComparer.Ordinal);
        Read(connection.Prepare($"{Selection} FROM files"), facts);
        return facts;
    }

    /// <summary>What is known of a few paths of many, and of all that is in them.</summary>
    public Dictionary<string, FileFact> Load(IEnumerable<string> paths)
    {
        Dictionary<string, FileFact> facts = new(StringComparer.Ordinal);
        // Of what begins with `PATH/`, the next after all is `PATH0`.
        SqliteStatement rows = connection.Prepare($"{Selection} FROM files WHERE path = ?1 UNION ALL {Selection} FROM files WHERE path > ?1 || '/' AND path < ?1 || '0'");
        foreach (string path in paths)
        {
            if (path == ".")
            {
                return Load();
            }

            Read(rows.Bind(0, path), facts);
            rows.Reset();
        }

        return facts;
    }

    public void Put(FileFact fact)
    {
        Span<byte> digest = stackalloc byte[Digest.SizeInBytes];
        fact.Digest.CopyTo(digest);
        _put.Bind(0, fact.Path).Bind(1, (long)fact.Status.Kind).Bind(2, fact.Status.Size)
            .Bind(3, fact.Status.ModifiedNanoseconds).Bind(4, fact.Status.ChangedNanoseconds).Bind(5, fact.Status.Inode)
            .Bind(6, digest).Bind(7, fact.RecordedNanoseconds).Run();
    }

    private static void Read(SqliteStatement rows, Dictionary<string, FileFact> facts)
    {
        while (rows.Step())
        {
            FileStatus status = new((FileKind)rows.Integer(1), rows.Integer(2), rows.Integer(3), rows.Integer(4), rows.Integer(5));
            string path = rows.Text(0);
            facts[path] = new FileFact(path, status, Digest.FromBytes(rows.Blob(6)), rows.Integer(7));
        }
    }
}
