using System.Security.Cryptography;
using System.Text;
using Ketrew.Expander.Observations;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Protocol;

namespace Ketrew.Expander.Plugins.Sources;

/// <summary>Digests everything that decides what a single-file plugin does, without compiling it.</summary>
internal sealed class SourceDigest
{
    // Written when the host is built: versions and digests of the compiler, of what it references, and of the rules for single files.
    private const string CompilerFile = "compiler.txt";

    private readonly string _compiler;

    /// <param name="hostFolder">Where the plugin host lies.</param>
    /// <param name="looking">Told about what is looked at there.</param>
    /// <exception cref="KetrewException">It isn't there as a whole.</exception>
    public SourceDigest(string hostFolder, Action<Sight, string> looking)
    {
        string path = Path.Combine(hostFolder, CompilerFile);
        looking(Sight.File, path);
        if (!File.Exists(path))
        {
            throw new KetrewException($"The compiler for single-file plugins is missing: there is no {path}.") { Hint = "install ketrew again: its files belong together" };
        }

        _compiler = HexOf(string.Join('\n', File.ReadAllLines(path).Order(StringComparer.Ordinal)));
    }

    /// <summary>The digest of one file: the same wherever it lies, on every machine with the same ketrew.</summary>
    /// <param name="name">File name, which stands in messages and emit lines.</param>
    /// <param name="text">All of it.</param>
    /// <returns>64 hexadecimal digits.</returns>
    public string Of(string name, string text) => HexOf($"source plugin 2\n{SdkContract.Version}\n{_compiler}\n{name}\n{HexOf(text)}");

    private static string HexOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
