using System.Globalization;
using Ketrew.Expander.Hosting;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Protocol;

namespace Ketrew.PluginHost.Tests.Hosting;

/// <summary>Answers from a function, and writes down everything it hears.</summary>
internal sealed class RecordingObserver(Func<Question, Answer>? answer = null) : IExpansionObserver
{
    private readonly SortedDictionary<int, ExpansionOutcome> _outcomes = [];

    /// <summary>One line for each call, in order.</summary>
    public List<string> Heard { get; } = [];

    /// <summary>In the order of the queries.</summary>
    public IReadOnlyList<ExpansionOutcome> Outcomes => [.. _outcomes.Values];

    /// <summary>What plugins name that they shouldn't, one line each.</summary>
    public List<string> Findings { get; } = [];

    public void Find(HostedPlugin plugin, IReadOnlyList<AssemblyFinding> findings) =>
        Findings.AddRange(findings.Select(finding => $"{finding.Assembly}: {string.Join(", ", finding.Names)}"));

    public void Begin(int query) => Heard.Add(string.Create(CultureInfo.InvariantCulture, $"{query} begins"));

    public Answer Answer(int query, Question question, string pluginLine)
    {
        Heard.Add(string.Create(CultureInfo.InvariantCulture, $"{query} asks {question} at {pluginLine}"));
        return answer is null ? new Answer.Entry(EntryKind.Missing) : answer(question);
    }

    public void End(int query, ExpansionOutcome outcome)
    {
        Heard.Add(string.Create(CultureInfo.InvariantCulture, $"{query} ends {outcome.GetType().Name}"));
        _outcomes.Add(query, outcome);
    }
}
