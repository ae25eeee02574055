namespace Ketrew.Sdk.Diagnostics;

/// <summary>One thing that is wrong with what a user wrote. Data: collected, never thrown.</summary>
/// <param name="Code">Stable name such as <c>KE012</c>; documented in the language reference.</param>
/// <param name="Message">One lower-case sentence without full stop, names in backticks.</param>
/// <param name="Span">Where; null when it is about no place of a file.</param>
public sealed record Diagnostic(string Code, string Message, SourceSpan? Span)
{
    /// <summary>How bad it is. Default: <see cref="Severity.Error"/>.</summary>
    public Severity Severity { get; init; } = Severity.Error;

    /// <summary>Something the user can type to mend it; null when nothing sensible can be proposed.</summary>
    public string? Hint { get; init; }

    /// <summary>Further places, outermost last: the other definition, the plugin line, the parents of an emitted stanza.</summary>
    public ValueList<DiagnosticNote> Notes { get; init; }

    /// <summary>Text to draw the caret in when <see cref="Span"/> is in no file on disk (a stanza that a plugin emitted); null otherwise.</summary>
    public string? Source { get; init; }
}

/// <summary>A second place that explains a <see cref="Diagnostic"/>.</summary>
/// <param name="Message">What is there, in a few words.</param>
/// <param name="Span">Where; null when it is about no place of a file.</param>
public sealed record DiagnosticNote(string Message, SourceSpan? Span);
