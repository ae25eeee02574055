using System.Runtime.CompilerServices;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk;

/// <summary>Ends an expansion with an error for the user, at the stanza or a part of it. For several problems at once use <see cref="StanzaContext.Error"/>.</summary>
/// <param name="message">One lower-case sentence without full stop.</param>
/// <param name="at">The place in the stanza; the stanza when left out.</param>
/// <param name="hint">Something the user can type; null when nothing sensible can be proposed.</param>
/// <param name="pluginFile">Filled in by the compiler.</param>
/// <param name="pluginLine">Filled in by the compiler.</param>
public sealed class StanzaFailedException(
    string message, FieldPath at = default, string? hint = null, [CallerFilePath] string pluginFile = "", [CallerLineNumber] int pluginLine = 0)
    : Exception(message)
{
    /// <summary>The place in the stanza.</summary>
    public FieldPath At { get; } = at;

    /// <summary>Something the user can type; null when there is nothing.</summary>
    public string? Hint { get; } = hint;

    // Not taken from the stack: what the compiler inlined would decide what the user reads.
    internal string PluginLine { get; } = StanzaContext.LineOf(pluginFile, pluginLine);

    internal StanzaDiagnostic ToDiagnostic() => new(SdkCodes.Plugin, Severity.Error, Message, Hint, At.ToString(), PluginLine);
}
