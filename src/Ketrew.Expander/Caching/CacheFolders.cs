namespace Ketrew.Expander.Caching;

/// <summary>What lies where in a cache directory. Nothing in it depends on the machine or an absolute path.</summary>
/// <param name="directory">Absolute path of the whole.</param>
internal sealed class CacheFolders(string directory)
{
    /// <summary>Expansions with what they saw.</summary>
    public string Observations => Path.Combine(directory, "observations");

    /// <summary>Parsed workflow files, by the digest of their text.</summary>
    public SealedFiles Parsed => new(Path.Combine(directory, "parsed"));

    /// <summary>Compiled single-file plugins, by the digest of everything that goes into them.</summary>
    public SealedFiles Sources => new(Path.Combine(directory, "sources"));

    /// <summary>What stanzas take, by the identity of their plugin.</summary>
    public SealedFiles Descriptions => new(Path.Combine(directory, "descriptions"));

    /// <summary>What tools printed, by the digest of tool, arguments and inputs.</summary>
    public SealedFiles Tools => new(Path.Combine(directory, "tools"));

    /// <summary>All of them but the observations, with what they hold.</summary>
    public IReadOnlyList<(string Holds, SealedFiles Files)> Sealed => [("parsed files", Parsed), ("compiled sources", Sources), ("descriptions", Descriptions), ("tool answers", Tools)];
}
