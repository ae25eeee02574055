using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Observations;

namespace Ketrew.Expander.Expansion;

/// <summary>A stanza that can't be expanded before a target is up to date: it asks for what the target writes.</summary>
/// <param name="Kind">The stanza's kind.</param>
/// <param name="Span">The written stanza that it is, or comes from; null when unknown.</param>
/// <param name="Target">The target.</param>
/// <param name="Path">What it writes.</param>
/// <param name="PluginLine">The line that asks: <c>ScatterStanza.cs:14</c>.</param>
public sealed record LateStanza(string Kind, SourceSpan? Span, TargetId Target, ProjectPath Path, string PluginLine)
{
    /// <summary>What is told of a use whose expansion has to wait.</summary>
    /// <param name="late">The use, and what it asks.</param>
    internal static LateStanza Of(LateUse late) => new(
        late.Use.Placed.Stanza.Kind,
        late.Use.Root.Placed.Stanza.KindSpan,
        late.Question.Target,
        late.Question.Path,
        late.Use.Definition!.Code.LineOf(late.PluginLine));
}

/// <summary>A use whose expansion has to wait for a target.</summary>
/// <param name="Use">The use.</param>
/// <param name="Question">What it asks.</param>
/// <param name="PluginLine">Where, as recorded.</param>
internal sealed record LateUse(StanzaUse Use, Question.OutputOf Question, string PluginLine);
