using System.Security.Cryptography;
using System.Text;
using Ketrew.Expander.Hosting;
using Ketrew.Expander.Observations;
using Ketrew.Sdk;
using Ketrew.Sdk.Protocol;

namespace Ketrew.Expander.Plugins;

/// <summary>A plugin's assembly with what it needs, looked at without loading it.</summary>
internal sealed class PluginAssembly
{
    private readonly ValueList<PluginFile> _contents;
    private readonly ValueList<string> _sharedFolders;

    private PluginAssembly(string path, ValueList<PluginFile> contents, ValueList<string> sharedFolders)
    {
        _contents = contents;
        _sharedFolders = sharedFolders;
        Path = path;
        Name = System.IO.Path.GetFileNameWithoutExtension(path);
    }

    /// <summary>Absolute path of the assembly with the stanzas.</summary>
    public string Path { get; }

    /// <summary>The file's name without extension.</summary>
    public string Name { get; private init; }

    /// <summary>In ordinal order of the names. A name that is declared twice is here once; the host tells about it.</summary>
    public ValueList<DeclaredStanza> Stanzas { get; private init; }

    /// <summary>The kinds of backends that it declares, in ordinal order.</summary>
    public ValueList<string> Backends { get; private init; }

    /// <summary>Why it can't be used: one lower-case sentence. Null when it can, as far as metadata tells.</summary>
    public string? Problem { get; private init; }

    /// <summary>Hexadecimal SHA-256 of everything that decides what it does: its assemblies and the SDK's version. Empty when there is a problem.</summary>
    public string Identity { get; private init; } = "";

    /// <summary>Absolute paths of the files in <see cref="Identity"/>: the assembly, then its private dependencies in ordinal order.</summary>
    public ValueList<string> Files { get; private init; }

    /// <summary>What a host process is given: the files of <see cref="Files"/> as they were when they were digested, and what lies beside the first: its symbols, so that a trace has lines, and its documentation, for editors.</summary>
    public PluginCode Code => new(Identity, Stanzas, new HostedPlugin(Identity, () => new ProtocolMessage.Load(Identity, Collect()))) { Backends = new DeclaredBackends(Path, Backends, _sharedFolders) };

    /// <summary>Looks at an assembly.</summary>
    /// <param name="path">Absolute; the file may be missing or no assembly, which is a <see cref="Problem"/>.</param>
    /// <param name="sharedFolders">Absolute; where assemblies may be that don't lie beside it.</param>
    /// <param name="looking">Told about each file before it is looked at; null when nobody is.</param>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static PluginAssembly Read(string path, ValueList<string> sharedFolders = default, Action<Sight, string>? looking = null)
    {
        looking ??= static (_, _) => { };
        looking(Sight.File, path);
        if (!File.Exists(path))
        {
            return new PluginAssembly(path, [], []) { Problem = Directory.Exists(path) ? "it is a directory; `project` is for those" : "the file doesn't exist" };
        }

        if (SpecialFile.Is(path))
        {
            return new PluginAssembly(path, [], []) { Problem = "it is no regular file" };
        }

        PrivateFiles files = PrivateFiles.Of(path, sharedFolders, looking);
        AssemblyFacts facts = files.Main;
        return new PluginAssembly(path, files.Contents, sharedFolders)
        {
            Name = facts.Name.Length == 0 ? System.IO.Path.GetFileNameWithoutExtension(path) : facts.Name,
            Stanzas = facts.Stanzas,
            Backends = facts.Backends,
            Problem = ProblemOf(facts),
            Identity = IdentityOf(files),
            Files = files.Paths,
        };
    }

    private static string? ProblemOf(AssemblyFacts facts) => facts switch
    {
        { Problem: { } problem } => problem,
        { Sdk: null } => "it doesn't reference Ketrew.Sdk, so it declares neither stanza nor backend",
        { Sdk: { } sdk } when SdkContract.ProblemOf(sdk) is { } problem => problem,
        { Stanzas.IsEmpty: true, Backends.IsEmpty: true } => "it declares neither stanza nor backend: no class has `[Stanza(\"name\")]` or `[Backend(\"kind\")]`",
        _ => null,
    };

    private static string IdentityOf(PrivateFiles files)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"plugin 1\n{SdkContract.Version}\n"));
        foreach (PluginFile file in files.Contents)
        {
            // Digests have one length, so that no two lists of files are the same bytes.
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Name}\n{Convert.ToHexStringLower(SHA256.HashData(file.Bytes))}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private PluginFile[] Collect()
    {
        string[] beside = [System.IO.Path.ChangeExtension(Path, ".pdb"), System.IO.Path.ChangeExtension(Path, ".xml")];
        return [.. _contents, .. beside.Where(File.Exists).Select(file => new PluginFile(System.IO.Path.GetFileName(file), File.ReadAllBytes(file)))];
    }
}
