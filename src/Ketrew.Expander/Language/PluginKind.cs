namespace Ketrew.Expander.Language;

/// <summary>What a plugin declaration points at.</summary>
internal enum PluginKind
{
    /// <summary>A ready-made assembly.</summary>
    Assembly,

    /// <summary>A folder with one project file, built when its sources change.</summary>
    Project,

    /// <summary>One C# file, compiled when it changes.</summary>
    Source,

    /// <summary>Compiled into the running program; not declared in a file.</summary>
    Linked,
}
