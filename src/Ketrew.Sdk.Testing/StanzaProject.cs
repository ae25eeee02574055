using System.Text;
using Ketrew.Expander.Caching;
using Ketrew.Expander.Linking;
using Ketrew.Expander.Packages;
using Ketrew.Sdk.Observations;
using Ketrew.Sdk.Syntax;
using Ketrew.Sdk.Testing.Expanding;
using Ketrew.Sdk.Testing.Judging;
using Ketrew.Sdk.Testing.Trees;

namespace Ketrew.Sdk.Testing;

/// <summary>A project in memory: files, stanzas, variables, a machine. No disk, no plugin host, no other process; stanzas run where the test runs, so a debugger stops in them.</summary>
/// <remarks>Not thread-safe. Nothing is shared between two projects.</remarks>
public sealed class StanzaProject
{
    private readonly MemoryTree _tree;
    private readonly List<LinkedStanza> _linked;
    private readonly DeclaredStanzas _declared;
    private readonly Dictionary<Question, Answer> _answers;
    private readonly MemorySites _sites;
    private readonly List<string> _edits = [];
    private ProjectPlatform _platform = new();

    /// <summary>An empty project.</summary>
    public StanzaProject()
        : this(new MemoryTree(), [], new DeclaredStanzas(), [], new MemorySites(), null)
    {
    }

    private StanzaProject(
        MemoryTree tree, List<LinkedStanza> linked, DeclaredStanzas declared, Dictionary<Question, Answer> answers, MemorySites sites, ProjectEnvironment? environment)
    {
        _tree = tree;
        _linked = linked;
        _declared = declared;
        _answers = answers;
        _sites = sites;
        Environment = new ProjectEnvironment(_edits.Add, environment);
    }

    /// <summary>The variables. A stanza sees those that it is allowed to see. Default: none is set.</summary>
    public ProjectEnvironment Environment { get; }

    /// <summary>The machine. Default: Linux on x64, wherever the test runs.</summary>
    public ProjectPlatform Platform
    {
        get => _platform;
        set
        {
            _platform = value;
            _edits.Add($"platform {value.OperatingSystem} {value.Architecture}");
        }
    }

    internal MemoryTree Tree => _tree;

    internal IReadOnlyList<LinkedStanza> Linked => _linked;

    internal DeclaredStanzas Declared => _declared;

    /// <summary>What was done to it since it was made, or copied.</summary>
    internal IReadOnlyList<string> Edits => _edits;

    /// <summary>Makes a stanza known in every workflow file, as if the root file declared a plugin with it.</summary>
    /// <typeparam name="TStanza">Has <see cref="StanzaAttribute"/>.</typeparam>
    /// <param name="args">What the declaration has under <c>args</c>; null for nothing.</param>
    /// <param name="as">The declaration's prefix: <c>k8s</c> makes <c>k8s.service</c>; null for none.</param>
    /// <param name="allow">The variables of the environment that the declaration allows; null for none.</param>
    /// <param name="tools">The tools that the declaration allows; null for none. What they print is said with <see cref="Answer"/>.</param>
    /// <returns>This project.</returns>
    /// <exception cref="ArgumentException">The class names no stanza, or gives it a name that none can have.</exception>
    public StanzaProject Add<TStanza>(Node? args = null, string? @as = null, IEnumerable<string>? allow = null, IEnumerable<string>? tools = null)
        where TStanza : Stanza, new()
    {
        _linked.Add(LinkedStanza.Of<TStanza>() with { Arguments = args, As = @as, AllowedVariables = (allow ?? []).ToValueList(), AllowedTools = (tools ?? []).ToValueList() });
        return this;
    }

    /// <summary>Says what a plugin is that workflow files declare: called once for each of its stanzas. Nothing is built or loaded; <c>args</c>, <c>as</c>, <c>allow</c> and scope are as declared.</summary>
    /// <typeparam name="TStanza">Has <see cref="StanzaAttribute"/>.</typeparam>
    /// <param name="plugin">What the declaration has after <c>project:</c> or <c>assembly:</c>, relative to the project's root.</param>
    /// <returns>This project.</returns>
    /// <exception cref="ArgumentException">The class names no stanza, or gives it a name that none can have.</exception>
    public StanzaProject Declare<TStanza>(string plugin)
        where TStanza : Stanza, new()
    {
        _declared.Add(plugin, LinkedStanza.Of<TStanza>());
        return this;
    }

    /// <summary>Writes <c>workflow.yaml</c>.</summary>
    /// <param name="text">All of it, beginning with <c>ketrew: 1</c>.</param>
    /// <returns>This project.</returns>
    public StanzaProject Workflow(string text) => Write("workflow.yaml", text);

    /// <summary>Writes a file, making its directories.</summary>
    /// <param name="path">A file in place of which nothing is, or a file, or a link, which is replaced.</param>
    /// <param name="text">The whole content, as UTF-8.</param>
    /// <returns>This project.</returns>
    /// <exception cref="InvalidOperationException">A directory is in the way, or a file or link stands where a directory is needed.</exception>
    public StanzaProject Write(ProjectPath path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file of any bytes, making its directories.</summary>
    /// <param name="path">A file in place of which nothing is, or a file, or a link, which is replaced.</param>
    /// <param name="content">The whole content.</param>
    /// <returns>This project.</returns>
    /// <exception cref="InvalidOperationException">A directory is in the way, or a file or link stands where a directory is needed.</exception>
    public StanzaProject Write(ProjectPath path, ReadOnlySpan<byte> content) => Put($"write {path}", path, new MemoryEntry.File(content.ToArray()));

    /// <summary>Makes a directory, and those above it.</summary>
    /// <param name="path">May be there already.</param>
    /// <returns>This project.</returns>
    /// <exception cref="InvalidOperationException">A file or link stands where a directory is needed.</exception>
    public StanzaProject MakeDirectory(ProjectPath path) => Put($"make directory {path}", path, new MemoryEntry.Directory());

    /// <summary>Makes a symbolic link.</summary>
    /// <param name="path">A name in place of which nothing is, or a file, or a link, which is replaced.</param>
    /// <param name="target">Relative to the directory of the link. It may lead nowhere; whatever is outside of the project isn't there.</param>
    /// <returns>This project.</returns>
    /// <exception cref="InvalidOperationException">A directory is in the way, or a file or link stands where a directory is needed.</exception>
    public StanzaProject Link(ProjectPath path, string target) => Put($"link {path} to {target}", path, new MemoryEntry.Link(target));

    /// <summary>Takes a file, a link or a whole directory away.</summary>
    /// <param name="path">What must be there.</param>
    /// <returns>This project.</returns>
    /// <exception cref="InvalidOperationException">There is nothing.</exception>
    public StanzaProject Delete(ProjectPath path)
    {
        _tree.Remove(path);
        _edits.Add($"delete {path}");
        return this;
    }

    /// <summary>The text of a file, to be edited and written again.</summary>
    /// <param name="path">A file, not a link.</param>
    /// <exception cref="InvalidOperationException">There is no such file.</exception>
    public string ReadText(ProjectPath path) => _tree.Find(path) is MemoryEntry.File file
        ? Encoding.UTF8.GetString(file.Content)
        : throw new InvalidOperationException($"There is no file {path}.");

    /// <summary>Adds a file to a site, as an installed package would.</summary>
    /// <param name="package">The package that defines the site: <c>acme.gui</c>.</param>
    /// <param name="site">The site's name in that package: <c>themes</c>.</param>
    /// <param name="path">The file, relative to the site; one of that name is replaced.</param>
    /// <param name="text">The whole content.</param>
    /// <returns>This project.</returns>
    public StanzaProject Site(string package, string site, ProjectPath path, string text)
    {
        SiteName name = new(package, site);
        _sites.Put(name, path, text);
        _edits.Add($"add {path} to the site {name}");
        return this;
    }

    /// <summary>Gives the answer to a question, instead of looking into the project: for what a project in memory can't know, and for what can't be made in one.</summary>
    /// <param name="question">Exactly this question.</param>
    /// <param name="answer">What every stanza is told that may ask it.</param>
    /// <returns>This project.</returns>
    public StanzaProject Answer(Question question, Answer answer)
    {
        _answers[question] = answer;
        _edits.Add($"answer {question}");
        return this;
    }

    /// <summary>Expands the workflow. Everything that is wrong is in the result.</summary>
    public Expansion Expand() => WorkflowInMemory.Expand(this, new ObservationCache());

    /// <summary>Edits a copy of the project and fails unless every custom stanza is then taken from the cache: no question's answer changed.</summary>
    /// <param name="edit">Edits the project that it is given.</param>
    /// <exception cref="StanzaAssertionException">A stanza would be expanded again; the message says which answer changed.</exception>
    public void AssertHitAfter(Action<StanzaProject> edit) => EditedProject.Of(this, edit).AssertHit();

    /// <summary>Edits a copy of the project and fails unless some custom stanza is then expanded again: a question's answer, or the stanza's fields, changed.</summary>
    /// <param name="edit">Edits the project that it is given.</param>
    /// <exception cref="StanzaAssertionException">Every stanza would be taken from the cache; the message shows what they asked.</exception>
    public void AssertMissAfter(Action<StanzaProject> edit) => EditedProject.Of(this, edit).AssertMiss();

    /// <summary>Changes each answer that an expansion was given, in every way that makes sense for it, and fails when a question gets all answers without consequence: nothing else is emitted, reported or asked.</summary>
    /// <param name="exceptions">Questions that may be asked for nothing, each with the reason. One that fits no question fails too.</param>
    /// <exception cref="StanzaAssertionException">A question is asked for nothing; the message names it with its plugin line.</exception>
    public void AssertObservationsMatter(params (Func<AskedQuestion, bool> Except, string Reason)[] exceptions) =>
        new UselessQuestions(Expand()).Assert(exceptions);

    /// <summary>Fails when anything but the answers decides what a stanza does: it is expanded again with the same answers, by new instances, in another order, in another culture, and with every file edited whose content it did not ask for.</summary>
    /// <exception cref="StanzaAssertionException">The results differ; the message shows how.</exception>
    public void AssertOnlyObservationsMatter()
    {
        new Determinism(Expand()).Assert();
        UnreadFiles.Assert(this);
    }

    internal StanzaProject Copy() => new(_tree.Copy(), [.. _linked], _declared.Copy(), new(_answers), _sites.Copy(), Environment) { _platform = _platform };

    internal Answer? Given(Question question) => _answers.GetValueOrDefault(question) ?? question switch
    {
        Question.Platform { Facet: PlatformFacet.OperatingSystem } => new Answer.Text(_platform.OperatingSystem),
        Question.Platform => new Answer.Text(_platform.Architecture),
        Question.OutputOf asked => OutputAt(asked),
        Question.SiteText or Question.SiteFiles => _sites.Ask(question),
        Question.RunTool asked => new Answer.Refused($"a project in memory runs no tools; say what it prints: `project.Answer(new Question.RunTool(\"{asked.Tool}\", …), new Answer.Text(…))`"),
        _ => null,
    };

    // Targets are not run in memory: what stands in place of an output is it.
    private Answer OutputAt(Question.OutputOf question) => _tree.Find(question.Path) is MemoryEntry.File file
        ? new Answer.Text(Encoding.UTF8.GetString(file.Content))
        : new Answer.Refused($"the project doesn't say what `{question.Target}` writes: `project.Write(\"{question.Path}\", …)`");

    private StanzaProject Put(string edit, ProjectPath path, MemoryEntry entry)
    {
        _tree.Put(path, entry);
        _edits.Add(edit);
        return this;
    }
}
