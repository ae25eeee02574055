using Ketrew.Backends.Daemonize;
using Ketrew.Backends.Hosts;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;

namespace Ketrew.Backends.Staging;

/// <summary>Gives attempts a copy of the project on their host. What an attempt declares is the same on both sides before it starts, as far as it is
/// declared; and when it has succeeded, its outputs are again. What is the same already, by its digest, is not sent.</summary>
/// <remarks>Outputs that are here already are sent, too, so that what adds to them or leaves them alone does the same as it would here.</remarks>
internal sealed class ProjectCopy : IStaging
{
    // Files may be written while they are read; whoever goes on doing so is told.
    private const int Tries = 3;
    private const int KeyDigits = 16;

    private readonly IFileHost _host;
    private readonly string _root;
    private readonly string _machine;
    private readonly string _orders;
    private readonly LocalDigests _digests;

    /// <param name="host">Where attempts run.</param>
    /// <param name="playgroundRoot">Absolute path, on the host, of the directory that holds the playgrounds of all projects, and the copies.</param>
    /// <param name="machine">The name of this machine: what another one has at the same path is another project.</param>
    /// <param name="orders">Absolute path of the directory, here, that holds what is to be fetched; made when it is needed.</param>
    /// <param name="clock">Tells how long ago a file was changed.</param>
    public ProjectCopy(IFileHost host, string playgroundRoot, string machine, string orders, TimeProvider clock) =>
        (_host, _root, _machine, _orders, _digests) = (host, playgroundRoot, machine, orders, new LocalDigests(clock));

    /// <inheritdoc/>
    public Attempt Place(Attempt attempt)
    {
        CopyPaths paths = PathsOf(attempt.ProjectDirectory);
        return attempt with
        {
            ProjectDirectory = paths.Tree,
            Directory = paths.ToHost(attempt.Directory),
            StandardInput = attempt.StandardInput is { } input ? paths.ToHost(input) : null,
            StandardOutput = attempt.StandardOutput is { } output ? paths.ToHost(output) : null,
            LogPath = PlaceLog(attempt.Id, attempt.ProjectDirectory, attempt.LogPath),
        };
    }

    /// <inheritdoc/>
    public string PlaceProject(string project) => PathsOf(project).Tree;

    /// <inheritdoc/>
    public string PlaceDirectory(string project, string directory) => project.Length > 0 ? PathsOf(project).ToHost(directory) : directory;

    /// <inheritdoc/>
    public string PlaceLog(AttemptId id, string project, string log) => PathsOf(project).Root + CopyPaths.LogOf(id)[1..];

    /// <inheritdoc/>
    public async Task<ValueList<string?>> SendAsync(ValueList<Attempt> attempts, CancellationToken cancellationToken)
    {
        Dictionary<AttemptId, string> problems = [];
        Attempt[] sound = [.. attempts.Where(attempt => FindProblem(attempt) is not { } problem || !problems.TryAdd(attempt.Id, problem))];
        foreach (IGrouping<string, Attempt> project in sound.GroupBy(attempt => attempt.ProjectDirectory, StringComparer.Ordinal))
        {
            await SendAsync([.. project], problems, cancellationToken);
        }

        return attempts.Select(attempt => problems.GetValueOrDefault(attempt.Id)).ToValueList();
    }

    /// <inheritdoc/>
    public async Task FetchAsync(AttemptId id, Verdict verdict, CancellationToken cancellationToken)
    {
        string order = StagedAttempt.PathOf(_orders, id);
        if (StagedAttempt.Read(order) is not { } staged)
        {
            return;
        }

        try
        {
            Arrival arrival = new(_host, PathsOf(staged.Project), staged, _digests, _orders);
            for (int tries = 1; !await arrival.TryFetchAsync(id, verdict is Verdict.Exited { Code: 0 }, cancellationToken); tries++)
            {
                ThrowIfHopeless(tries, $"files of {id} arrive from {_host.Name} as something else than they are there", isRecoverable: true);
            }

            File.Delete(order);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BackendException($"what {id} wrote on {_host.Name} can't be written here: {failure.Message}", failure);
        }
    }

    private async Task SendAsync(Attempt[] attempts, Dictionary<AttemptId, string> problems, CancellationToken cancellationToken)
    {
        try
        {
            await SendTogetherAsync(attempts, cancellationToken);
        }
        catch (BackendException failure) when (!failure.IsRecoverable && attempts.Length > 1)
        {
            // One of them can't be sent: whose files these are is seen one by one.
            foreach (Attempt attempt in attempts)
            {
                await SendAsync([attempt], problems, cancellationToken);
            }
        }
        catch (BackendException failure) when (!failure.IsRecoverable)
        {
            problems[attempts[0].Id] = failure.Message;
        }
    }

    private async Task SendTogetherAsync(Attempt[] attempts, CancellationToken cancellationToken)
    {
        CopyPaths paths = PathsOf(attempts[0].ProjectDirectory);
        for (int tries = 1; attempts.Length > 0;)
        {
            ProjectPath[] wanted = [.. attempts.SelectMany(attempt => WantedBy(attempt, paths)).Distinct()];
            SortedDictionary<string, FileEntry> here = await new LocalTree(paths, _digests).ListAsync(wanted, cancellationToken);
            ValueList<CommandOutcome> outcomes = await LookAsync(attempts, paths, wanted.Select(CopyPaths.Of).Concat(here.Keys), cancellationToken);
            // Whose script is there may be running: its files are left alone.
            Attempt[] others = [.. attempts.Where((_, i) => outcomes[i].Code != 0)];
            if (others.Length < attempts.Length)
            {
                attempts = others;
                continue;
            }

            SortedDictionary<string, FileEntry> there = HostListing.Read(outcomes[^1], _host.Name);
            foreach (Attempt attempt in attempts)
            {
                WriteOrder(attempt, paths, here);
            }

            if (await TryEqualAsync(paths, here, there, cancellationToken))
            {
                return;
            }

            ThrowIfHopeless(tries++, $"files of {paths.Project} arrive on {_host.Name} as something else than they are here", isRecoverable: false);
        }
    }

    // Whether each attempt's script is there; then what is there of the files.
    private async Task<ValueList<CommandOutcome>> LookAsync(
        Attempt[] attempts, CopyPaths paths, IEnumerable<string> wanted, CancellationToken cancellationToken)
    {
        PlaygroundRoot playgrounds = new(_root);
        IEnumerable<string> directories = attempts.SelectMany(attempt => DirectoriesOf(attempt, paths)).Distinct();
        ValueList<CommandOutcome> outcomes = await _host.RunAsync(
            new HostRequest
            {
                Commands =
                [
                    .. attempts.Select(attempt => $"[ -e {Shell.Quote(playgrounds.Of(attempt.Id).Script)} ]"),
                    $"mkdir -p {string.Join(' ', directories.Select(Shell.Quote))}",
                    HostListing.Command(paths.Root, wanted.Distinct()),
                ],
            },
            cancellationToken);
        return outcomes[^2].Code == 0 ? outcomes
            : throw new BackendException($"directories can't be made on {_host.Name}: {outcomes[^2].Errors}") { Command = "mkdir -p", ExitCode = outcomes[^2].Code };
    }

    private static ProjectPath[] WantedBy(Attempt attempt, CopyPaths paths) =>
        [.. attempt.Inputs, .. Implied(paths.Relative(attempt.StandardInput)), .. attempt.Outputs, .. Implied(paths.Relative(attempt.StandardOutput))];

    private async Task<bool> TryEqualAsync(
        CopyPaths paths, SortedDictionary<string, FileEntry> here, SortedDictionary<string, FileEntry> there, CancellationToken cancellationToken)
    {
        SortedDictionary<string, FileEntry> missing = new(StringComparer.Ordinal);
        foreach ((string path, FileEntry entry) in here.Where(entry => there.GetValueOrDefault(entry.Key) != entry.Value))
        {
            missing.Add(path, entry);
        }

        // A directory never gives way to a file by itself, nor a file to a directory.
        string[] removals =
        [
            .. there.Where(entry => here.GetValueOrDefault(entry.Key) is var wanted && (wanted is null || wanted is FileEntry.Directory != entry.Value is FileEntry.Directory))
                .Select(entry => entry.Key),
        ];
        try
        {
            return (missing.Count == 0 && removals.Length == 0) || await new Upload(_host, paths).TrySendAsync(missing, removals, cancellationToken);
        }
        catch (Exception vanished) when (vanished is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Where it stands, and where it writes: as far as they are there, they are there.
    private static IEnumerable<string> DirectoriesOf(Attempt attempt, CopyPaths paths) =>
        (string[])
        [
            paths.Tree,
            Path.GetDirectoryName(paths.Root + CopyPaths.LogOf(attempt.Id)[1..]) ?? "/",
            .. attempt.Outputs.Select(output => Path.GetDirectoryName(paths.Local(CopyPaths.Of(output))))
                .Append(attempt.Directory).Append(Path.GetDirectoryName(attempt.StandardOutput))
                .OfType<string>().Where(directory => paths.IsInProject(directory) && Directory.Exists(directory)).Select(paths.ToHost).Distinct(),
        ];

    private void WriteOrder(Attempt attempt, CopyPaths paths, SortedDictionary<string, FileEntry> here)
    {
        string[] outputs = [.. attempt.Outputs.Select(CopyPaths.Of)];
        Dictionary<string, string> before = here
            .Where(entry => entry.Value is FileEntry.File && Array.Exists(outputs, output => IsIn(entry.Key, output)))
            .ToDictionary(entry => entry.Key, entry => $"{((FileEntry.File)entry.Value).Digest}", StringComparer.Ordinal);
        try
        {
            new StagedAttempt(
                attempt.ProjectDirectory, attempt.LogPath, paths.Relative(attempt.StandardOutput) is { } output ? CopyPaths.Of(output) : null, outputs, before)
                .Write(StagedAttempt.PathOf(_orders, attempt.Id));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BackendException($"what is to be fetched for {attempt.Id} can't be noted: {failure.Message}", failure);
        }
    }

    private CopyPaths PathsOf(string project) => new(project, $"{_root}/copies/{Digest.Of(_machine, project).ToString()[..KeyDigits]}");

    private static IEnumerable<ProjectPath> Implied(ProjectPath? path) => path is { } one ? [one] : [];

    private static bool IsIn(string path, string directory) => path == directory || path.StartsWith(directory + '/', StringComparison.Ordinal);

    private static string? FindProblem(Attempt attempt) =>
        attempt.ProjectDirectory.Length == 0 ? "an attempt without a project has no files that could be sent"
        : attempt.Inputs.Concat(attempt.Outputs).Select(path => LocalTree.FindProblem(path.Value)).FirstOrDefault(problem => problem is not null);

    private static void ThrowIfHopeless(int tries, string message, bool isRecoverable)
    {
        if (tries >= Tries)
        {
            throw new BackendException($"{message}; tried {tries} times") { IsRecoverable = isRecoverable };
        }
    }
}
