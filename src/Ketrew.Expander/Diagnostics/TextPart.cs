namespace Ketrew.Expander.Diagnostics;

/// <summary>A piece of a line.</summary>
/// <param name="Text">Without line breaks.</param>
/// <param name="Style">What it is.</param>
public sealed record TextPart(string Text, TextStyle Style);
