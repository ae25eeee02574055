using System.Runtime.CompilerServices;
using System.Text;
using Ketrew.Expander;
using Ketrew.Expander.Caching;
using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Expansion;
using Ketrew.Expander.Observations;
using Ketrew.Expander.Promotion;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Testing.Comparing;

namespace Ketrew.Sdk.Testing;

/// <summary>What a workflow became.</summary>
public sealed class Expansion
{
    private readonly ExpansionResult _result;
    private readonly World _world;

    internal Expansion(ExpansionResult result, World world)
    {
        _result = result;
        _world = world;
        Uses = [.. result.Roots.SelectMany(root => root.Tree()).Where(use => use.Definition is not null)];
    }

    /// <summary>The targets, in ordinal order of their ids.</summary>
    /// <exception cref="StanzaAssertionException">The workflow has an error; the message shows it.</exception>
    public ValueList<Target> Targets => Plan.Targets;

    /// <summary>Targets, defaults and pools.</summary>
    /// <exception cref="StanzaAssertionException">The workflow has an error; the message shows it.</exception>
    public Plan Plan => SoundPlan();

    /// <summary>One target.</summary>
    /// <param name="id">As in the plan: <c>name</c>, or <c>directory:name</c>.</param>
    /// <exception cref="StanzaAssertionException">There is no such target; the message names those that there are.</exception>
    public Target this[string id] => TargetOf(id);

    /// <summary>Everything wrong with the files and their stanzas; warnings too.</summary>
    public ValueList<Diagnostic> Diagnostics => _result.Diagnostics;

    /// <summary>Errors and warnings as a user reads them, with lines and carets; empty when there is none.</summary>
    public string Errors => new DiagnosticRenderer(TextOf).Render(Diagnostics);

    /// <summary>What <c>ketrew expand</c> prints: the workflow files without custom stanzas.</summary>
    /// <exception cref="StanzaAssertionException">The workflow has an error; the message shows it.</exception>
    public string Yaml
    {
        get
        {
            _ = Plan;
            IReadOnlyList<ExpandedFile> files = _result.Files.Value;
            return string.Concat(files.Select(file => files.Count > 1 ? $"# {file.Source}\n{file.ReadableText}" : file.ReadableText));
        }
    }

    /// <summary>Every question of every custom stanza, stanza by stanza in the order written and emitted, in the order asked.</summary>
    public ValueList<AskedQuestion> Questions => Uses.SelectMany(QuestionsOf).ToValueList();

    /// <summary><see cref="Questions"/> as text, one a line below the name of each stanza.</summary>
    public string QuestionLog
    {
        get
        {
            StringBuilder text = new();
            foreach (StanzaUse use in Uses)
            {
                text.Append(UseName.Of(use)).Append('\n').AppendJoin("", QuestionsOf(use).Select(asked => $"  {asked}\n"));
            }

            return text.ToString();
        }
    }

    internal IReadOnlyList<StanzaUse> Uses { get; }

    internal IReadOnlyList<StanzaReport> Reports => [.. _result.Stanzas];

    /// <summary>Fails when there is an error or a warning.</summary>
    /// <returns>This expansion.</returns>
    /// <exception cref="StanzaAssertionException">The message shows them as a user reads them.</exception>
    public Expansion AssertClean() => Diagnostics.IsEmpty ? this : throw new StanzaAssertionException($"expected no error and no warning:\n\n{Errors}");

    /// <summary>Compares errors, warnings and <see cref="Yaml"/> with the text that was accepted: <c>Class.Test.verified.txt</c> beside the test.</summary>
    /// <remarks>A difference is written to <c>Class.Test.received.txt</c>; rename it when it is right. No test run accepts anything by itself.
    /// The lines of the plugin are left out, so that an edit of a stanza's source changes no snapshot: <c>WordCountStanza.cs</c> instead of <c>WordCountStanza.cs:14</c>.</remarks>
    /// <param name="variant">Tells several snapshots of one test apart; empty when there is one.</param>
    /// <param name="testFile">Filled in by the compiler.</param>
    /// <param name="testName">Filled in by the compiler.</param>
    /// <returns>This expansion.</returns>
    /// <exception cref="StanzaAssertionException">The texts differ, or none was accepted yet.</exception>
    public Expansion MatchSnapshot(string variant = "", [CallerFilePath] string testFile = "", [CallerMemberName] string testName = "")
    {
        string text = _result.Plan is null ? Errors : Diagnostics.IsEmpty ? Yaml : $"{Errors}\n{Yaml}";
        return SnapshotFile.Of(testFile, testName, variant).Compare(PluginLines.Remove(text, Uses)) is { } problem ? throw new StanzaAssertionException(problem) : this;
    }

    /// <summary>What a stanza would be told, as far as its plugin may ask.</summary>
    internal Answer Answer(DeclaredPlugin plugin, Question question) => plugin.TryRefuse(question) ?? _world.Ask(question);

    internal IEnumerable<AskedQuestion> QuestionsOf(StanzaUse use)
    {
        DeclaredPlugin? plugin = use.Definition?.Plugin;
        return plugin is null ? [] : (use.Record?.Observations ?? []).Select(
            (Observation seen) => new AskedQuestion(UseName.Of(use), seen.Question, Answer(plugin, seen.Question), seen.PluginLine));
    }

    private Plan SoundPlan() => _result.Plan ?? throw new StanzaAssertionException($"the workflow has errors, so it has no targets:\n\n{Errors}");

    private Target TargetOf(string id) => Targets.FirstOrDefault(target => target.Id.Value == id) ?? throw NoTarget(id);

    private StanzaAssertionException NoTarget(string id)
    {
        string[] known = [.. Targets.Select(target => target.Id.Value)];
        string hint = NearestName.Of(id, known) is { } nearest ? $"\nhint: did you mean `{nearest}`?" : "";
        return new StanzaAssertionException(
            known.Length == 0 ? $"there is no target `{id}`, nor any other" : $"there is no target `{id}`; there are {string.Join(", ", known.Select(name => $"`{name}`"))}{hint}");
    }

    private string? TextOf(string file) =>
        ProjectPath.TryParse(file, ProjectPath.Root, out ProjectPath path, out _) && _world.TryReadWorkflow(path) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
}
