namespace Ketrew.Sdk.Diagnostics;

/// <summary>A stretch of a text file. Lines and columns are 1-based; columns count UTF-16 units; the end is exclusive.</summary>
/// <param name="File">The file as a person types it, relative to the project's root.</param>
/// <param name="Line">First line.</param>
/// <param name="Column">First column.</param>
/// <param name="EndLine">Last line.</param>
/// <param name="EndColumn">The column after the last character.</param>
public readonly record struct SourceSpan(string File, int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary><c>file:line:column</c>, the form that editors and terminals make clickable.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}";
}
