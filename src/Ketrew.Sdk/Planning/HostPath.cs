namespace Ketrew.Sdk.Planning;

/// <summary>A path where a target runs: absolute, or relative to the project's root. Unlike a <see cref="ProjectPath"/> it may lead out of the project.</summary>
/// <param name="Value">With <c>/</c>; not empty.</param>
public readonly record struct HostPath(string Value)
{
    /// <summary>True when it begins at the host's root.</summary>
    public bool IsAbsolute => Value.StartsWith('/');

    /// <summary>The path itself.</summary>
    public override string ToString() => Value;
}
