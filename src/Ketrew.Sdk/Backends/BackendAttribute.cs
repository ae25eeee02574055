namespace Ketrew.Sdk.Backends;

/// <summary>Makes a class a backend that workflow files can declare: <c>backends: { mine: { kind: KIND } }</c>.
/// The class implements <see cref="IBackend"/> and has a public constructor that takes a <see cref="BackendContext"/>.</summary>
/// <param name="kind">Lower case: <c>acme-cluster</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BackendAttribute(string kind) : Attribute
{
    /// <summary>What declarations call it.</summary>
    public string Kind { get; } = kind;
}
