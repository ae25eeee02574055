namespace Ketrew.Expander.Hosting;

/// <summary>How far the sandbox of a host process is closed.</summary>
/// <param name="Level">How far.</param>
/// <param name="Reason">Why not further, as one clause; empty when that is all there is.</param>
public sealed record SandboxState(SandboxLevel Level, string Reason);
