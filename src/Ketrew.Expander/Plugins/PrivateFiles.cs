using Ketrew.Expander.Observations;
using Ketrew.Sdk;
using Ketrew.Sdk.Protocol;

namespace Ketrew.Expander.Plugins;

/// <summary>An assembly, and what it references that lies beside it or in a package that its own needs: everything else is the framework's or the SDK.</summary>
/// <param name="Main">What the first assembly says.</param>
/// <param name="Paths">Absolute: the first assembly, then the others in ordinal order of their names.</param>
/// <param name="Contents">What was read of each. Kept, so that what runs is what was digested, whatever happens to the files.</param>
internal sealed record PrivateFiles(AssemblyFacts Main, ValueList<string> Paths, ValueList<PluginFile> Contents)
{
    /// <summary>Follows the references of an assembly.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="sharedFolders">Absolute; looked into, in order, for what doesn't lie beside it: a copy of its own wins.</param>
    /// <param name="looking">Told about each file before it is looked at.</param>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static PrivateFiles Of(string path, ValueList<string> sharedFolders, Action<Sight, string> looking)
    {
        string[] folders = [Path.GetDirectoryName(path)!, .. sharedFolders];

        // By name: where packages lie must not decide their order, which is part of the identity.
        SortedDictionary<string, (string Path, PluginFile Content)> found = new(StringComparer.Ordinal);
        (AssemblyFacts main, PluginFile content) = Look(path);
        Queue<string> references = new(main.References);
        while (references.TryDequeue(out string? name))
        {
            string? file = folders.Select(folder => Path.Combine(folder, $"{name}.dll")).FirstOrDefault(Exists);
            if (name != AssemblyFacts.SdkName && file is not null && file != path && !found.ContainsKey(name))
            {
                (AssemblyFacts facts, PluginFile bytes) = Look(file);
                found.Add(name, (file, bytes));
                foreach (string next in facts.References)
                {
                    references.Enqueue(next);
                }
            }
        }

        bool Exists(string candidate)
        {
            looking(Sight.File, candidate);
            return File.Exists(candidate);
        }

        return new PrivateFiles(main, [path, .. found.Values.Select(one => one.Path)], [content, .. found.Values.Select(one => one.Content)]);
    }

    private static (AssemblyFacts Facts, PluginFile Content) Look(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        return (AssemblyFacts.Read(bytes), new PluginFile(Path.GetFileName(path), bytes));
    }
}
