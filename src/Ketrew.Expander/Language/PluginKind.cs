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

    /// <summary>A file that says in YAML what a stanza stands for.</summary>
    Template,

    /// <summary>The same, as a <c>define</c> among the stanzas of a workflow file.</summary>
    Define,

    /// <summary>A plugin package: installed, or a folder under development.</summary>
    Package,

    /// <summary>Compiled into the running program; not declared in a file.</summary>
    Linked,
}
