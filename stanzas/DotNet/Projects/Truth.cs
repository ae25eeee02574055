namespace Ketrew.Stanzas.DotNet.Projects;

/// <summary>What is known about a condition.</summary>
internal enum Truth
{
    /// <summary>It doesn't hold.</summary>
    No,

    /// <summary>Only MSBuild knows.</summary>
    Unknown,

    /// <summary>It holds.</summary>
    Yes,
}
