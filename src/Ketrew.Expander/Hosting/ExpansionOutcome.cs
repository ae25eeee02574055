using Ketrew.Sdk;
using Ketrew.Sdk.Protocol;

namespace Ketrew.Expander.Hosting;

/// <summary>How the expansion of one stanza ended. Only the first two come from the plugin alone and may be remembered.</summary>
internal abstract record ExpansionOutcome
{
    private ExpansionOutcome()
    {
    }

    /// <summary>The plugin came to its end.</summary>
    /// <param name="Stanzas">What it emitted, in order.</param>
    /// <param name="Diagnostics">What it reported, in order; errors too.</param>
    public sealed record Expanded(ValueList<EmittedItem> Stanzas, ValueList<StanzaDiagnostic> Diagnostics) : ExpansionOutcome;

    /// <summary>The plugin threw.</summary>
    /// <param name="Exception">Type and message: <c>System.FormatException: …</c>.</param>
    /// <param name="Trace">Frames of the plugin, innermost first: <c>CountStanza.Expand (CountStanza.cs:14)</c>.</param>
    public sealed record PluginFailed(string Exception, ValueList<string> Trace) : ExpansionOutcome;

    /// <summary>The host process ended, or said what no host says, twice in a row at this stanza.</summary>
    /// <param name="Message">One full sentence.</param>
    /// <param name="Log">The last lines that the process wrote; may be empty.</param>
    public sealed record HostCrashed(string Message, string Log) : ExpansionOutcome;

    /// <summary>The plugin didn't come to its end in time; its process was killed.</summary>
    /// <param name="Limit">The time it had, without the time its questions took.</param>
    /// <param name="Log">The last lines that the process wrote; may be empty.</param>
    public sealed record TimedOut(TimeSpan Limit, string Log) : ExpansionOutcome;

    /// <summary>The plugin can't be used; the same for each of its stanzas.</summary>
    /// <param name="Problem">One lower-case sentence, or several separated by <c>; </c>.</param>
    public sealed record Unloadable(string Problem) : ExpansionOutcome;

    /// <summary>The plugin asked or emitted without end; its process was killed.</summary>
    /// <param name="Limit">Which limit.</param>
    /// <param name="Value">The limit.</param>
    public sealed record TooMuch(ExpansionLimit Limit, long Value) : ExpansionOutcome;
}

/// <summary>What an expansion may not do without end.</summary>
internal enum ExpansionLimit
{
    /// <summary>Questions of one expansion.</summary>
    Questions,

    /// <summary>Bytes of one message, so also of everything that one expansion emits.</summary>
    OutputBytes,
}
