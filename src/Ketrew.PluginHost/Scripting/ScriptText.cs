namespace Ketrew.PluginHost.Scripting;

/// <summary>A text that is or was parsed; compared by identity.</summary>
/// <param name="text">As the language reads it.</param>
/// <param name="place">Where it begins.</param>
internal sealed class ScriptText(string text, TextPlace place)
{
    public string Text { get; } = text;

    public TextPlace Place { get; } = place;

    public ScriptSpan Span(int start, int end) => new(this, start, end);
}

/// <summary>A stretch of a text; the end is exclusive.</summary>
internal readonly record struct ScriptSpan(ScriptText Source, int Start, int End)
{
    public ScriptSpan To(ScriptSpan last) => this with { End = last.End };

    public ScriptProblem Problem(string message, string? hint) =>
        new(message, hint, Source.Place, Source.Text, Start, Math.Max(0, End - Start));

    public override string ToString() => Source.Text[Start..End];
}
