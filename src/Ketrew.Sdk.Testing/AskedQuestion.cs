using Ketrew.Expander.Expansion;
using Ketrew.Sdk.Observations;

namespace Ketrew.Sdk.Testing;

/// <summary>A question that an expansion asked, with the answer it was given.</summary>
/// <param name="Stanza">The stanza that asked, and where it was written: <c>word-count (workflow.yaml:3:5)</c>.</param>
/// <param name="Question">What it wanted to know.</param>
/// <param name="Answer">What it was told.</param>
/// <param name="PluginLine">The line that asked it first: <c>WordCountStanza.cs:14</c>.</param>
public sealed record AskedQuestion(string Stanza, Question Question, Answer Answer, string PluginLine)
{
    /// <summary>As messages show it: <c>WordCountStanza.cs:14  glob texts/*.txt → 2 items</c>.</summary>
    public override string ToString() => $"{PluginLine}  {Question} → {AnswerDifference.Describe(Answer)}";
}
