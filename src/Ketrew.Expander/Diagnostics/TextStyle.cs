namespace Ketrew.Expander.Diagnostics;

/// <summary>What a piece of a rendered diagnostic is, for whoever colours it.</summary>
public enum TextStyle
{
    /// <summary>The sentence, the source line.</summary>
    Plain,

    /// <summary>The word <c>error</c> with its code, and the carets under what is wrong.</summary>
    Error,

    /// <summary>The same for a warning.</summary>
    Warning,

    /// <summary>A place: <c>workflow.yaml:7:14</c>.</summary>
    Location,

    /// <summary>The frame: arrow, line numbers, bars.</summary>
    Frame,

    /// <summary>The words <c>hint</c> and <c>note</c>.</summary>
    Label,
}
