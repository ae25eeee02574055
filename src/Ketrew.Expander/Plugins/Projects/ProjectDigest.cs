using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ketrew.Expander.Plugins.Projects;

/// <summary>The digest of everything that decides what a project's assembly is.</summary>
internal static class ProjectDigest
{
    /// <summary>Reads and digests files.</summary>
    /// <param name="root">What their names are relative to, so that the digest is the same wherever the project lies.</param>
    /// <param name="files">In a defined order.</param>
    /// <param name="toolchain">What else decides.</param>
    /// <returns>16 hexadecimal digits.</returns>
    public static string Of(string root, IEnumerable<SourceFile> files, string toolchain)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, $"plugin project 3\n{toolchain}\n");
        foreach (SourceFile file in files)
        {
            byte[] content = File.ReadAllBytes(file.Path);
            Append(hash, string.Create(CultureInfo.InvariantCulture, $"{Path.GetRelativePath(root, file.Path)}\n{content.Length}\n"));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    private static void Append(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text));
}
