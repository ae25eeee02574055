namespace Ketrew.PluginHost.Sandboxing;

/// <summary>How this process was begun.</summary>
/// <param name="IsRestricted">True when the kernel keeps it from files since before its runtime started.</param>
/// <param name="Reason">Why not, as one clause; empty when it is.</param>
internal sealed record Confinement(bool IsRestricted, string Reason);
