using Ketrew.Expander.Caching;
using Ketrew.Expander.Hosting;
using Ketrew.Expander.Linking;
using Ketrew.Sdk;
using Ketrew.Sdk.Observations;

namespace Ketrew.Expander.Expansion;

/// <summary>An expansion that the plugin host has to do, and the log of what it learns. The log is written here, not in the host: a plugin can't lie about it.</summary>
/// <param name="first">The first use with its key; others with the same key join.</param>
internal sealed class PendingExpansion(StanzaUse first)
{
    private readonly List<Observation> _observations = [];
    private readonly HashSet<Question> _asked = [];

    /// <summary>All uses that have one key: expanded once, applied to each.</summary>
    public List<StanzaUse> Uses { get; } = [first];

    /// <summary>How it ended; null until it did.</summary>
    public ExpansionOutcome? Outcome { get; set; }

    /// <summary>The question that can't be answered yet: then the outcome means nothing. Null when there is none.</summary>
    public Observation? Late { get; private set; }

    /// <summary>True when its stanza is part of the running program: nobody has to be asked.</summary>
    public bool IsLinked => Definition.Code.Image is LinkedPlugin;

    /// <summary>Whose stanza it is.</summary>
    public DeclaredPlugin Plugin => Definition.Plugin;

    private StanzaDefinition Definition => first.Definition!;

    /// <summary>What the host is asked.</summary>
    public StanzaQuery ToQuery() => new(
        (HostedPlugin)Definition.Code.Image, Definition.Name, first.Placed.Directory, first.Placed.Stanza.Fields, Definition.Plugin.Arguments);

    /// <summary>Expands a linked stanza.</summary>
    /// <param name="answer">Knows the world, as far as a plugin may.</param>
    public void ExpandHere(Func<DeclaredPlugin, Question, Answer> answer) => Outcome = LinkedExpansion.Expand(
        (LinkedPlugin)Definition.Code.Image,
        first.Placed.Directory,
        first.Placed.Stanza.Fields,
        Definition.Plugin.Arguments,
        (question, pluginLine) => Answer(question, pluginLine, answer));

    /// <summary>Answers a question and writes it down.</summary>
    /// <param name="question">What the stanza asks.</param>
    /// <param name="pluginLine">Where.</param>
    /// <param name="answer">Knows the world, as far as a plugin may.</param>
    public Answer Answer(Question question, string pluginLine, Func<DeclaredPlugin, Question, Answer> answer)
    {
        Answer given = answer(Definition.Plugin, question);
        if (given is Answer.Late)
        {
            Late ??= Observation.Of(question, given, pluginLine);
            return given;
        }

        if (_asked.Add(question))
        {
            _observations.Add(Observation.Of(question, given, pluginLine));
        }

        return given;
    }

    /// <summary>Forgets what was asked: the host died, and a new one begins again.</summary>
    public void Restart()
    {
        Late = null;
        _observations.Clear();
        _asked.Clear();
    }

    /// <summary>What is remembered.</summary>
    /// <param name="outcome">What came of it.</param>
    /// <param name="sandbox">How far the sandbox of the plugin host was closed.</param>
    public ExpansionRecord ToRecord(ExpansionOutcome.Expanded outcome, SandboxLevel sandbox) => new(
        first.Key,
        new ExpansionSubject(Definition.Name, first.Placed.Directory.Value, Definition.Identity),
        _observations.ToValueList(),
        outcome.Stanzas,
        outcome.Diagnostics)
    {
        Sandbox = IsLinked ? SandboxLevel.Sources : sandbox,
    };
}
