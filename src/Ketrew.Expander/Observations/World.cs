using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Ketrew.Expander.Globbing;
using Ketrew.Expander.Observations.Tools;
using Ketrew.Sdk;
using Ketrew.Sdk.Observations;
using EntryKind = Ketrew.Sdk.Observations.EntryKind;

namespace Ketrew.Expander.Observations;

/// <summary>The live project, as far as stanzas may see it. Each question is answered once per run, so that all stanzas see one moment.</summary>
internal sealed class World
{
    /// <summary>A larger file isn't handed to a stanza.</summary>
    private const long LimitBytes = 64 * 1024 * 1024;

    /// <summary>An expression that takes longer for a file isn't tried further.</summary>
    private static readonly TimeSpan _matchLimit = TimeSpan.FromSeconds(10);

    private readonly IProjectTree _tree;
    private readonly PathLocator _locator;
    private readonly GlobWalker _walker;
    private readonly Func<string, string?> _environment;
    private readonly Dictionary<Question, Answer> _answers = [];
    private readonly Dictionary<ProjectPath, (FileContent Content, string RealPath)> _contents = [];
    private readonly Dictionary<ProjectPath, IReadOnlyList<Globbing.DirectoryEntry>> _listings = [];
    private readonly Dictionary<ProjectPath, IReadOnlyList<Globbing.DirectoryEntry>> _visible = [];

    /// <summary>The world of a project.</summary>
    /// <param name="tree">Its files.</param>
    /// <param name="environment">Looks a variable up; null when it is unset.</param>
    public World(IProjectTree tree, Func<string, string?> environment)
    {
        _tree = tree;
        _locator = new PathLocator(tree);
        _walker = new GlobWalker(ListNames);
        _environment = environment;
    }

    /// <summary>The world of a project on disk.</summary>
    /// <param name="root">Absolute path of the project's root.</param>
    /// <param name="environment">Looks a variable up; null when it is unset.</param>
    public World(string root, Func<string, string?> environment)
        : this(new DiskTree(root), environment)
    {
    }

    /// <summary>True when something can be written beside its files.</summary>
    public bool IsOnDisk => _tree is DiskTree;

    /// <summary>Told before something is looked at that no path of the tree tells. Default: nobody is.</summary>
    public Action<Sight, string> Looking { get; init; } = static (_, _) => { };

    /// <summary>Told about each answer that follows from the content of one file alone: its absolute path, and the answer with its question. Default: nobody is.</summary>
    public Action<string, byte[]>? Answering { get; init; }

    /// <summary>Answers that are given instead of looked up; null for a question that it knows nothing of. Default: it knows nothing.</summary>
    public Func<Question, Answer?> Given { get; init; } = static _ => null;

    /// <summary>Runs tools; null where there is no machine to run them on. Default: null.</summary>
    public Toolbox? Tools { get; init; }

    /// <summary>The targets that are up to date: their outputs may be read. Default: none.</summary>
    public MadeTargets Made { get; init; } = MadeTargets.None;

    /// <summary>Answers a question.</summary>
    /// <param name="question">Any; what may be asked about the environment is the caller's business.</param>
    public Answer Ask(Question question)
    {
        if (!_answers.TryGetValue(question, out Answer? answer))
        {
            answer = Given(question) ?? Look(question);
            _answers.Add(question, answer);
            Tell(question, answer);
        }

        return answer;
    }

    /// <summary>The files that match a pattern, in ordinal order.</summary>
    /// <param name="pattern">With its exclusions.</param>
    public ValueList<ProjectPath> Glob(GlobPattern pattern) => _walker.Walk(pattern);

    /// <summary>What a directory holds for stanzas and targets: <see cref="ListEverything"/> without Ketrew's own files.</summary>
    /// <param name="directory">Any path.</param>
    public IReadOnlyList<Globbing.DirectoryEntry> ListNames(ProjectPath directory)
    {
        if (!_visible.TryGetValue(directory, out IReadOnlyList<Globbing.DirectoryEntry>? entries))
        {
            entries = [.. ListEverything(directory).Where(entry => !PathLocator.IsOwn(entry.Name))];
            _visible.Add(directory, entries);
        }

        return entries;
    }

    /// <summary>What a directory holds, promoted files too, links not followed; empty when there is no such directory.</summary>
    /// <param name="directory">Any path.</param>
    public IReadOnlyList<Globbing.DirectoryEntry> ListEverything(ProjectPath directory)
    {
        if (!_listings.TryGetValue(directory, out IReadOnlyList<Globbing.DirectoryEntry>? entries))
        {
            entries = _locator.Locate(directory).Kind == EntryKind.Directory ? _tree.List(directory) : [];
            _listings.Add(directory, entries);
        }

        return entries;
    }

    /// <summary>The bytes of a workflow file; null when there is no such file.</summary>
    /// <param name="path">Any path; promoted files too.</param>
    /// <exception cref="IOException">It is there but can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It is there but can't be read.</exception>
    public byte[]? TryReadWorkflow(ProjectPath path) => _tree.TryReadWorkflow(path);

    /// <summary>Where a path really is, links resolved; empty when nothing is there.</summary>
    /// <param name="path">Any path.</param>
    public string RealPath(ProjectPath path) => _locator.Locate(path).RealPath;

    private void Tell(Question question, Answer answer)
    {
        ProjectPath? path = question switch
        {
            Question.ReadText asked => asked.Path,
            Question.ReadBytes asked => asked.Path,
            Question.ReadValue asked => asked.Path,
            Question.Lines asked => asked.Path,
            _ => (ProjectPath?)null,
        };
        if (Answering is not null && path is { } file && _contents.TryGetValue(file, out (FileContent Content, string RealPath) read) && read.RealPath.Length > 0)
        {
            Answering(read.RealPath, ContentAnswers.ToBytes(question, answer));
        }
    }

    private Answer Look(Question question) => question switch
    {
        Question.ReadText asked => WithText(asked.Path, text => new Answer.Text(text)),
        Question.ReadBytes asked => WithBytes(asked.Path, bytes => new Answer.Bytes(ValueList.Create<byte>(bytes))),
        Question.ReadValue asked => WithText(asked.Path, text => ValueReader.Read(asked.Path, text, asked.Pointer)),
        Question.Lines asked => WithText(asked.Path, text => MatchingLines(text, asked.Expression)),
        Question.Exists asked => new Answer.Entry(_locator.Locate(asked.Path).Kind),
        Question.List asked => List(asked.Directory),
        Question.Glob asked => new Answer.Items(Glob(asked.Pattern).Select(path => path.Value).ToValueList()),
        Question.Environment asked => Variable(asked.Name),
        Question.Platform { Facet: PlatformFacet.OperatingSystem } => new Answer.Text(OperatingSystemName()),
        Question.Platform => new Answer.Text(RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()),
        Question.RunTool asked => RunTool(asked),
        Question.OutputOf asked => OutputOf(asked),
        _ => throw new UnreachableException(),
    };

    private Answer Variable(string name)
    {
        Looking(Sight.Variable, name);
        return _environment(name) is { } value ? new Answer.Text(value) : new Answer.Missing();
    }

    private Answer OutputOf(Question.OutputOf question)
    {
        Looking(Sight.Other, "");
        return Made.TryRefuse(question) ?? WithText(question.Path, text => new Answer.Text(text));
    }

    private Answer RunTool(Question.RunTool question)
    {
        string? projectTool = null;
        if (question.Tool.Contains('/', StringComparison.Ordinal))
        {
            Place place = ProjectPath.TryParse(question.Tool, ProjectPath.Root, out ProjectPath tool, out _) ? _locator.Locate(tool) : Place.Missing;
            if (place.Kind != EntryKind.File)
            {
                return new Answer.Missing();
            }

            projectTool = place.RealPath;
        }

        List<byte[]> inputs = [];
        foreach (ProjectPath input in question.Inputs)
        {
            FileContent content = ContentOf(input);
            Looking(Sight.File, _contents[input].RealPath);
            if (content.Bytes is null)
            {
                return content.Problem is Answer.Refused refused ? refused : new Answer.Refused($"`{input}` doesn't exist");
            }

            inputs.Add(content.Bytes);
        }

        return Tools?.Run(question, inputs, projectTool) ?? new Answer.Refused("tools can't be run here");
    }

    private Answer List(ProjectPath directory) => _locator.Locate(directory).Kind switch
    {
        EntryKind.Missing => new Answer.Missing(),
        EntryKind.Directory => new Answer.Items(ListNames(directory).Select(entry => entry.Name + Suffix(directory / entry.Name)).Order(StringComparer.Ordinal).ToValueList()),
        _ => new Answer.Refused($"`{directory}` is no directory"),
    };

    // One character tells the kinds apart in the answer, so that a file which becomes a directory is another answer.
    private char Suffix(ProjectPath path) => _locator.Locate(path).Kind switch
    {
        EntryKind.Directory => '/',
        EntryKind.File => '=',
        _ => '@',
    };

    private Answer WithText(ProjectPath path, Func<string, Answer> use) =>
        WithBytes(path, bytes => FileContent.TextOf(bytes) is { } text ? use(text) : new Answer.Refused($"`{path}` isn't UTF-8 text"));

    private Answer WithBytes(ProjectPath path, Func<byte[], Answer> use) =>
        ContentOf(path) is { Bytes: { } bytes } ? use(bytes) : ContentOf(path).Problem!;

    private FileContent ContentOf(ProjectPath path)
    {
        if (!_contents.TryGetValue(path, out (FileContent Content, string RealPath) read))
        {
            Place place = _locator.Locate(path);
            read = (FileContent.Read(_tree, path, place, LimitBytes), place.RealPath);
            _contents.Add(path, read);
        }

        return read.Content;
    }

    private static Answer MatchingLines(string text, string expression)
    {
        try
        {
            Regex regex = new(expression, RegexOptions.CultureInvariant, _matchLimit);
            Stopwatch watch = Stopwatch.StartNew();
            return new Answer.Items(LinesOf(text).TakeWhile(_ => InTime(watch, expression)).Where(line => regex.IsMatch(line)).ToValueList());
        }
        catch (RegexParseException exception)
        {
            return new Answer.Refused($"`{expression}` is no regular expression: {exception.Message}");
        }
        catch (RegexMatchTimeoutException)
        {
            return new Answer.Refused($"`{expression}` takes too long to match");
        }
    }

    // The engine's limit is for one line; a file has many.
    private static bool InTime(Stopwatch watch, string expression) =>
        watch.Elapsed < _matchLimit ? true : throw new RegexMatchTimeoutException("", expression, _matchLimit);

    private static IEnumerable<string> LinesOf(string text)
    {
        using StringReader reader = new(text);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static string OperatingSystemName() =>
        OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macos" : "linux";
}
