namespace Ketrew.CommandLine.Projects;

/// <summary>One thing that <c>ketrew doctor</c> or <c>ketrew plugin check</c> looked at.</summary>
/// <param name="Text">What, and in which version.</param>
/// <param name="IsWell">False when it is missing.</param>
/// <param name="IsOptional">True when ketrew works without it.</param>
/// <param name="Hint">How to get it; null when that is plain.</param>
internal sealed record Finding(string Text, bool IsWell, bool IsOptional = false, string? Hint = null);
