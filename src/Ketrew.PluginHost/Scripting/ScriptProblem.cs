namespace Ketrew.PluginHost.Scripting;

/// <summary>What is wrong in a text of the language, and where.</summary>
/// <param name="Message">Lower case, without full stop.</param>
/// <param name="Hint">What can be typed to mend it; null when nothing sensible can be proposed.</param>
/// <param name="Place">The place that was given with the text; of the text that holds the problem, which for a called function may be another one.</param>
/// <param name="Text">That text.</param>
/// <param name="Offset">In it, in UTF-16 units.</param>
/// <param name="Length">In UTF-16 units; 0 at the text's end.</param>
internal sealed record ScriptProblem(string Message, string? Hint, TextPlace Place, string Text, int Offset, int Length)
{
    /// <summary>In the text, 1-based.</summary>
    public int Line => 1 + Text.AsSpan(0, Offset).Count('\n');

    /// <summary>In the line, 1-based, in UTF-16 units.</summary>
    public int Column => Offset - Text.AsSpan(0, Offset).LastIndexOf('\n');
}
