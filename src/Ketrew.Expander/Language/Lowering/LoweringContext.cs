using Ketrew.Sdk;

namespace Ketrew.Expander.Language.Lowering;

/// <summary>What the meaning of stanzas depends on beside themselves.</summary>
internal sealed record LoweringContext
{
    /// <summary>The workflow files, the root first: they declare pools and defaults.</summary>
    public required ValueList<Scope> Scopes { get; init; }

    /// <summary>The names that <c>backend</c> may have.</summary>
    public required ValueList<string> Backends { get; init; }

    /// <summary>The files on disk that a pattern means, in ordinal order; asked once per pattern.</summary>
    public required Func<GlobPattern, ValueList<ProjectPath>> Glob { get; init; }

    /// <summary>False when files or stanzas are missing since reading or expanding them failed: then nobody is told of targets and pools that don't exist.</summary>
    public required bool IsWhole { get; init; }
}
