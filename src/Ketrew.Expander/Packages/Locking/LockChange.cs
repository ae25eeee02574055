using System.Text;
using Ketrew.Sdk;

namespace Ketrew.Expander.Packages.Locking;

/// <summary>That <c>plugins.lock</c> should say something else than it does.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Text">All that it should say.</param>
/// <param name="Changes">For people, one line each: <c>acme.k8s 1.2.0</c>, <c>acme.k8s 1.2.0 → 1.3.0</c>, <c>without acme.k8s</c>.</param>
public sealed record LockChange(string Path, string Text, ValueList<string> Changes)
{
    /// <summary>Writes the file.</summary>
    /// <exception cref="IOException">The directory can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory can't be written.</exception>
    public void Write() => AtomicFile.Write(Path, Encoding.UTF8.GetBytes(Text));
}
