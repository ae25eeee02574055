namespace Ketrew.Sdk.Diagnostics;

/// <summary>How bad a <see cref="Diagnostic"/> is.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing stops.</summary>
    Warning,

    /// <summary>The input is wrong; nothing is run.</summary>
    Error,
}
