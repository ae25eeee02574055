using Ketrew.Sdk;

namespace Ketrew.Expander.Expansion;

/// <summary>Why a recorded expansion could not be used.</summary>
public abstract record MissReason
{
    private MissReason()
    {
    }

    /// <summary>Nothing like it was expanded before, or its fields were others.</summary>
    public sealed record NewFields : MissReason;

    /// <summary>The plugin, its SDK, its arguments or its allowance are others.</summary>
    /// <param name="Plugin">As declared.</param>
    public sealed record PluginChanged(string Plugin) : MissReason;

    /// <summary>It waits for the output of a target, and is not expanded until there is one.</summary>
    /// <param name="Question">As people read it: <c>output-of split out/chunks.txt</c>.</param>
    /// <param name="PluginLine">The line that asks.</param>
    public sealed record Late(string Question, string PluginLine) : MissReason;

    /// <summary>A question has another answer.</summary>
    /// <param name="Question">As people read it: <c>glob src/*.cs</c>.</param>
    /// <param name="PluginLine">The line that asks.</param>
    /// <param name="Differences">Old → new, one line each: <c>+ src/new.cs</c>, <c>file → missing</c>.</param>
    public sealed record AnswerChanged(string Question, string PluginLine, ValueList<string> Differences) : MissReason;
}
