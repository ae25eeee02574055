using System.CommandLine;
using Ketrew.CommandLine.Output;
using Ketrew.CommandLine.Projects;
using Ketrew.CommandLine.Unchanged;
using Ketrew.Engine.Snapshots;

namespace Ketrew.CommandLine.Verbs;

/// <summary>One word after <c>ketrew</c>: its options, what it does, and what its help shows.</summary>
internal abstract class Verb : Command
{
    private readonly Option<string?> _directory = new("--directory", "-C") { Description = "The project to work on; its root is found upward from here", HelpName = "DIR" };
    private readonly Option<bool> _locked = new("--locked") { Description = "Refuse plugin packages that are not those of plugins.lock" };
    private readonly SandboxOption _requiredSandbox = new();
    private readonly Option<string?> _cache = new("--cache-directory") { Description = "Remember expansions there; several checkouts may share it", HelpName = "DIR" };
    private readonly Option<string?> _file = new("--file", "-f") { Description = "The root workflow file", HelpName = "FILE" };

    /// <summary>A verb.</summary>
    /// <param name="name">What is typed.</param>
    /// <param name="summary">One line without full stop, beginning with a verb in the imperative.</param>
    /// <param name="session">What all verbs share.</param>
    protected Verb(string name, string summary, Session session)
        : base(name, summary)
    {
        Session = session;
        SetAction((parsed, _) => RunAsync(parsed));
    }

    /// <summary>Command lines that work, each with what it does.</summary>
    public abstract IReadOnlyList<(string Command, string Meaning)> Examples { get; }

    /// <summary>All words that are typed: <c>plugin new</c>.</summary>
    public string FullName => Parents.OfType<Verb>().FirstOrDefault() is { } group ? $"{group.Name} {Name}" : Name;

    /// <summary>What all verbs share.</summary>
    protected Session Session { get; }

    /// <summary>Where results and messages go.</summary>
    protected Terminal Terminal => Session.Terminal;

    /// <summary>Adds <c>--directory</c>, and <c>--file</c> for verbs that read the workflow.</summary>
    /// <param name="withFile">True for verbs that read the workflow.</param>
    protected void AddProjectOptions(bool withFile)
    {
        if (withFile)
        {
            Add(_file);
        }

        Add(_directory);
    }

    /// <summary>Adds the options of verbs that expand the workflow: <c>--locked</c>, <c>--require-sandbox</c>, <c>--cache-directory</c>, <c>--file</c> and <c>--directory</c>.</summary>
    protected void AddWorkflowOptions()
    {
        Add(_locked);
        Add(_requiredSandbox);
        AddCacheOption();
        AddProjectOptions(withFile: true);
    }

    /// <summary>Adds <c>--cache-directory</c>.</summary>
    protected void AddCacheOption() => Add(_cache);

    /// <summary>Expands the workflow of the project that the options name, as far as targets that stanzas wait for are up to date. Problems are printed.</summary>
    /// <returns>Null when there is an error: the input is wrong.</returns>
    /// <exception cref="InputException">There is no project.</exception>
    protected Task<Workflow?> LoadAsync(ParseResult parsed) => RoundsOf(parsed).LoadAsync();

    /// <summary>What is asked for of the project that the options name.</summary>
    /// <param name="parsed">The options.</param>
    /// <param name="names">The targets that were typed.</param>
    /// <param name="verb">The verb, with the options that decide what it prints.</param>
    /// <exception cref="InputException">There is no project.</exception>
    protected SnapshotKey KeyOf(ParseResult parsed, string[] names, string verb = "run") =>
        RunKey.Of(Locate(parsed), parsed.GetValue(_locked), _requiredSandbox.Read(parsed), [.. names], verb);

    /// <summary>What expands the workflow of the project that the options name.</summary>
    /// <exception cref="InputException">There is no project.</exception>
    protected WorkflowRounds RoundsOf(ParseResult parsed) => new(Session, Locate(parsed), parsed.GetValue(_locked), _requiredSandbox.Read(parsed));

    /// <summary>Does it.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    protected abstract Task<int> RunAsync(ParseResult parsed);

    /// <summary>What was typed after <c>--directory</c>; null for the working directory.</summary>
    protected string? DirectoryOf(ParseResult parsed) => parsed.GetValue(_directory);

    /// <summary>What was typed after <c>--file</c>; null when it has to be looked for.</summary>
    protected string? FileOf(ParseResult parsed) => parsed.GetValue(_file);

    /// <summary>The project that the options name.</summary>
    /// <exception cref="InputException">There is none.</exception>
    protected ProjectLocation Locate(ParseResult parsed)
    {
        ProjectLocation location = ProjectLocation.Find(parsed.GetValue(_directory), parsed.GetValue(_file));
        return parsed.GetValue(_cache) is { } cache ? location with { CacheDirectory = Path.GetFullPath(cache) } : location;
    }

    /// <summary>The cache directory that the options name; that of the project when they name none, else what the environment says.</summary>
    /// <exception cref="InputException">None is named, and there is no project.</exception>
    protected string CacheDirectoryOf(ParseResult parsed) =>
        parsed.GetValue(_cache) is { } cache ? Path.GetFullPath(cache) : LocateState(parsed).CacheDirectory;

    /// <summary>The project that the options name, though its workflow may be gone.</summary>
    /// <exception cref="InputException">There is none.</exception>
    protected ProjectLocation LocateState(ParseResult parsed) => ProjectLocation.FindState(parsed.GetValue(_directory), parsed.GetValue(_file));
}
