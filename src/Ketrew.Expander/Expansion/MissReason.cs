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
    /// <param name="Asked">The question, with the answer of the result that was used last.</param>
    /// <param name="Now">Today's answer, in as few words.</param>
    /// <param name="Differences">Old → new, one line each: <c>+ src/new.cs</c>, <c>file → missing</c>. What a variable was and is, is never told.</param>
    public sealed record AnswerChanged(AnsweredQuestion Asked, string Now, ValueList<string> Differences) : MissReason
    {
        /// <summary>As people read it: <c>glob src/*.cs</c>.</summary>
        public string Question => Asked.Question;

        /// <summary>The line that asks.</summary>
        public string PluginLine => Asked.PluginLine;
    }
}
