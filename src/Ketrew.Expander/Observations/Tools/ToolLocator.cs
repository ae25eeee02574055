using Ketrew.Sdk;

namespace Ketrew.Expander.Observations.Tools;

/// <summary>Finds tools, and tells one version of them from another.</summary>
/// <param name="searchPath">Directories, separated as in <c>PATH</c>.</param>
/// <param name="looking">Told about each place before it is looked at.</param>
internal sealed class ToolLocator(string searchPath, Action<Sight, string> looking)
{
    private readonly Dictionary<string, Digest> _digests = new(StringComparer.Ordinal);

    /// <summary>Where tools are looked for.</summary>
    public string SearchPath => searchPath;

    /// <summary>The absolute path of a tool; null when there is none.</summary>
    /// <param name="name">Without directory.</param>
    public string? Find(string name) => name.Length == 0 ? null : ExecutableSearch.Find(name, searchPath, path => looking(Sight.File, path));

    /// <summary>The digest of a tool's file. Libraries and programs that it uses have no part in it. Times and sizes are no shortcut: on machines that share a cache they may be equal where the file isn't.</summary>
    /// <param name="program">Absolute path.</param>
    public Digest DigestOf(string program)
    {
        if (!_digests.TryGetValue(program, out Digest digest))
        {
            looking(Sight.File, program);
            digest = Digest.Of(File.ReadAllBytes(program));
            _digests.Add(program, digest);
        }

        return digest;
    }
}
