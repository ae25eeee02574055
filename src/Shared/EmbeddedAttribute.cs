namespace Microsoft.CodeAnalysis;

/// <summary>The compiler shows what bears it to its own assembly only, also where internals are visible to others.</summary>
[AttributeUsage(AttributeTargets.All)]
internal sealed partial class EmbeddedAttribute : Attribute;
