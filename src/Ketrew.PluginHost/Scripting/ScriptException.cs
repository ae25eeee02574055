namespace Ketrew.PluginHost.Scripting;

/// <summary>A template can't go on: what it says makes no sense for the values it was given, or a limit is reached.</summary>
/// <remarks>Thrown by functions without a place: the call that fails adds its own. What leaves <see cref="Template"/> or <see cref="Expression"/> has one.</remarks>
/// <param name="message">Lower case, without full stop.</param>
/// <param name="hint">What can be typed to mend it; null when nothing sensible can be proposed.</param>
internal sealed class ScriptException(string message, string? hint = null) : Exception(message)
{
    /// <summary>What can be typed to mend it.</summary>
    public string? Hint { get; } = hint;

    /// <summary>Message, hint and place; null until the place is known.</summary>
    public ScriptProblem? Problem { get; private set; }

    /// <summary>Says where it happened, unless that is known already.</summary>
    /// <param name="span">What was evaluated.</param>
    public void PlaceAt(ScriptSpan span) => Problem ??= span.Problem(Message, Hint);
}
