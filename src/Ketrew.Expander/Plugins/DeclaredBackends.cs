using Ketrew.Sdk;

namespace Ketrew.Expander.Plugins;

/// <summary>The backends of an assembly.</summary>
/// <param name="Path">Absolute path of the assembly.</param>
/// <param name="Kinds">What declarations call them, in ordinal order.</param>
/// <param name="SharedFolders">Absolute; where assemblies may be that don't lie beside it.</param>
internal sealed record DeclaredBackends(string Path, ValueList<string> Kinds, ValueList<string> SharedFolders)
{
    /// <summary>There are none.</summary>
    public static DeclaredBackends None { get; } = new("", [], []);
}
