namespace Ketrew.PluginHost.Scripting;

/// <summary>How much a template may do. Reaching a limit is an error that names it.</summary>
internal sealed record ScriptLimits
{
    /// <summary>Statements, loop rounds, calls, and work on long texts and arrays, of all texts that share a scope. Default: 1 000 000.</summary>
    public long Steps { get; init; } = 1_000_000;

    /// <summary>Calls inside each other. Default: 100.</summary>
    public int Recursion { get; init; } = 100;

    /// <summary>UTF-16 units of one text. Default: 1 048 576.</summary>
    public int TextLength { get; init; } = 1 << 20;

    /// <summary>Items of one array. Default: 100 000.</summary>
    public int Items { get; init; } = 100_000;
}
