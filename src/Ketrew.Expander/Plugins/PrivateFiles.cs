using System.Security.Cryptography;
using Ketrew.Sdk;

namespace Ketrew.Expander.Plugins;

/// <summary>An assembly, and what it references that lies beside it: everything else is the framework's or the SDK.</summary>
/// <param name="Main">What the first assembly says.</param>
/// <param name="Paths">Absolute: the first assembly, then the others in ordinal order.</param>
/// <param name="Digests">SHA-256 of each.</param>
internal sealed record PrivateFiles(AssemblyFacts Main, ValueList<string> Paths, ValueList<ValueList<byte>> Digests)
{
    /// <summary>Follows the references of an assembly.</summary>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static PrivateFiles Of(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        SortedDictionary<string, ValueList<byte>> found = new(StringComparer.Ordinal);
        (AssemblyFacts main, ValueList<byte> digest) = Look(path);
        Queue<string> references = new(main.References);
        while (references.TryDequeue(out string? name))
        {
            string file = Path.Combine(folder, $"{name}.dll");
            if (name != AssemblyFacts.SdkName && file != path && !found.ContainsKey(file) && File.Exists(file))
            {
                (AssemblyFacts facts, found[file]) = Look(file);
                foreach (string next in facts.References)
                {
                    references.Enqueue(next);
                }
            }
        }

        return new PrivateFiles(main, [path, .. found.Keys], [digest, .. found.Values]);
    }

    private static (AssemblyFacts Facts, ValueList<byte> Digest) Look(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        return (AssemblyFacts.Read(bytes), ValueList.Create<byte>(SHA256.HashData(bytes)));
    }
}
