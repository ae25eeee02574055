namespace Ketrew.Backends.Hosted;

/// <summary>A kind of backend that a plugin brings.</summary>
/// <param name="Kind">What declarations call it.</param>
/// <param name="Plugin">Who brings it.</param>
public sealed record BackendKind(string Kind, BackendPlugin Plugin);
