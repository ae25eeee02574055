namespace Ketrew.CommandLine.Output;

/// <summary>A backend as it is listed.</summary>
/// <param name="Name">What targets call it.</param>
/// <param name="Kind">Which sort it is.</param>
/// <param name="Host">Where its commands run; empty for this machine.</param>
/// <param name="Capacity">How many attempts it takes at once; null when they take the slots of this machine.</param>
/// <param name="OutlivesEngine">True when attempts go on without an engine.</param>
internal sealed record BackendRow(string Name, string Kind, string Host, int? Capacity, bool OutlivesEngine);
