using System.Text;
using Ketrew.Engine.Fingerprints;
using Ketrew.Engine.Planning;
using Ketrew.Engine.Storage;
using Ketrew.Sdk;

namespace Ketrew.Engine.Snapshots;

/// <summary>
/// Collects what a run that finds everything up to date has seen, so that the next one need not look again as long as all of that stays as it is
/// (docs/decisions/0013). Whatever can't be told by a path, or is too young to be trusted, makes it useless: then there is no snapshot. Used by one thread at a time.
/// </summary>
public sealed class SnapshotDraft
{
    private readonly string _root;
    private readonly TimeProvider _clock;
    private readonly FileStatusReader _statuses;
    private readonly SeenPaths _surroundings = new();
    private readonly SeenPaths _files = new();
    private readonly HashSet<string> _whole = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<byte[]>> _answers = new(StringComparer.Ordinal);
    private readonly PlanSnapshot? _earlier;
    private readonly PlanPart? _part;
    private readonly SortedDictionary<string, string> _variables = new(StringComparer.Ordinal);
    private bool _isRefused;
    private bool _areFilesRefused;
    private int? _upToDateCount;
    private Selection? _selection;
    private bool _isEarlierKept;

    /// <summary>An empty draft.</summary>
    /// <param name="root">The project's root, absolute.</param>
    /// <param name="clock">What files' times are compared with.</param>
    public SnapshotDraft(string root, TimeProvider clock)
    {
        _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        _clock = clock;
        _statuses = new FileStatusReader("/");
        // Elsewhere the system doesn't tell enough of a file.
        _isRefused = !OperatingSystem.IsLinux();
    }

    /// <summary>A draft of what an earlier snapshot becomes when a part of its plan is up to date again; all else stays as it says.</summary>
    /// <param name="root">The project's root, absolute.</param>
    /// <param name="clock">What files' times are compared with.</param>
    /// <param name="earlier">The snapshot; open until the state is closed.</param>
    /// <param name="part">The part.</param>
    public SnapshotDraft(string root, TimeProvider clock, PlanSnapshot earlier, PlanPart part)
        : this(root, clock) => (_earlier, _part) = (earlier, part);

    /// <summary>What was asked for, in every respect that decides what is done: a snapshot answers that and nothing else. Default: null, then there is no new snapshot.</summary>
    public SnapshotKey? Key { get; set; }

    /// <summary>What is said when a number of targets is up to date. Default: nothing.</summary>
    public Func<int, string> Describe { get; set; } = static _ => "";

    /// <summary>True when there can be no snapshot of this.</summary>
    public bool IsRefused => _isRefused || (Key is null && _earlier is null);

    /// <summary>Notes that something was seen that no path tells.</summary>
    public void Refuse() => _isRefused = true;

    /// <summary>Notes the content of a file, links followed, or that there is none. Before it is read.</summary>
    /// <param name="path">Absolute.</param>
    public void LookAtFile(string path)
    {
        _ = _whole.Add(Relative(path));
        LookAtContent(path);
    }

    /// <summary>Notes likewise, of a file of which only answers count: when it is another one, they have to be the same. Before it is read.</summary>
    /// <param name="path">Absolute.</param>
    public void LookAtContent(string path) => Look(path, () =>
    {
        FileStatus status = _statuses.ReadThroughLinks(path.TrimStart('/'));
        bool isProof = status.Kind is FileKind.Missing or FileKind.Directory || IsOld(status);
        return isProof ? status.Kind is FileKind.Directory ? SeenPath.Of(NameKindOf(path)) : SeenPath.Of(status, follows: true) : null;
    });

    /// <summary>Notes an answer that follows from nothing but the content of a file, which was noted.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="answer">Understood by who asks again.</param>
    public void SeeAnswer(string path, byte[] answer)
    {
        if (!_answers.TryGetValue(Relative(path), out List<byte[]>? answers))
        {
            _answers.Add(Relative(path), answers = []);
        }

        answers.Add(answer);
    }

    /// <summary>Notes what a name stands for, and where a link leads. Before it is looked at.</summary>
    /// <param name="path">Absolute.</param>
    public void LookAtName(string path) => Look(path, () =>
    {
        FileStatus status = _statuses.Read(path.TrimStart('/'));
        return status.Kind is not FileKind.Link ? SeenPath.Of(DirectoryNames.Of(status, static () => default)) : IsOld(status) ? SeenPath.Of(status, follows: false) : null;
    });

    /// <summary>Notes the names in a directory and what they stand for, or that there is none. Before it is listed.</summary>
    /// <param name="path">Absolute.</param>
    public void LookAtNames(string path)
    {
        List<string> links = [];
        Look(path, () => NamesIn(path, follows: true, links));
        links.ForEach(name => Look($"{path}/{name}", () => SeenPath.Of(NameKindOf($"{path}/{name}"))));
    }

    /// <summary>Notes the value of a variable of the environment.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Null when it is unset.</param>
    public void LookAtVariable(string name, string? value) =>
        _isRefused |= name.Contains('\0', StringComparison.Ordinal) || (!_variables.TryAdd(name, TextOf(value)) && _variables[name] != TextOf(value));

    /// <summary>What is kept of a variable's value: values are secrets.</summary>
    /// <param name="value">Null when it is unset.</param>
    internal static string TextOf(string? value) => value is null ? "" : SmallDigest.Of(Encoding.UTF8.GetBytes(value)).ToString();

    /// <summary>Forgets what was seen of the files of targets: they are looked at anew.</summary>
    internal void BeginInspection()
    {
        _files.Clear();
        _areFilesRefused = false;
        _upToDateCount = null;
        _selection = null;
    }

    /// <summary>Notes how a look at all targets ended.</summary>
    /// <param name="upToDateCount">How many targets are up to date; null when not all are, or something else than files decides.</param>
    /// <param name="selection">These targets; null when no part of them will be run without the others.</param>
    internal void EndInspection(int? upToDateCount, Selection? selection) => (_upToDateCount, _selection) = (upToDateCount, selection);

    /// <summary>Notes a file of a target.</summary>
    /// <param name="path">Relative to the root.</param>
    /// <param name="follows">True when a link stands for what it leads to.</param>
    /// <param name="status">Its status.</param>
    /// <param name="fact">What it holds; null when the status says it all.</param>
    internal void SeeFile(string path, bool follows, FileStatus status, FileFact? fact) =>
        _areFilesRefused |= !_files.TryAdd(path, fact is null || fact.IsTrustworthy ? SeenPath.Of(status, follows) : SeeYoung(path, follows, status, fact));

    /// <summary>Notes a directory that belongs to a target with all that is in it. Before it is listed.</summary>
    /// <param name="path">Relative to the root.</param>
    /// <param name="follows">True when it may be a link to a directory.</param>
    internal void SeeNames(string path, bool follows) => _areFilesRefused |= !_files.TryAdd(path, Try(() => NamesIn(Absolute(path), follows, links: null)));

    /// <summary>Notes that the part failed: the earlier snapshot stays, but for the state that it speaks of.</summary>
    internal void KeepEarlier() => _isEarlierKept = true;

    /// <summary>The whole file; null when there is no snapshot of this.</summary>
    /// <param name="project">Whose state is closed.</param>
    /// <exception cref="IOException">The state's status can't be read.</exception>
    internal byte[]? TryWrite(ProjectDirectory project)
    {
        if (_isEarlierKept)
        {
            return _earlier?.With(StateOf(project));
        }

        if (IsRefused || _areFilesRefused || _upToDateCount is not { } count)
        {
            return null;
        }

        SeenPaths state = StateOf(project);
        return _earlier is not null && _part is not null ? _earlier.With(_part, _files, state) : Write(AllWith(state), Describe(count), Key!);
    }

    /// <summary>The whole file of a snapshot that no target has a part in; null when there is none.</summary>
    /// <param name="output">What is said as long as everything is as it was seen.</param>
    internal byte[]? TryWrite(string output) => IsRefused || Key is not { } key
        ? null
        : Write(_surroundings.All.Select(seen => (seen.Path, seen.Seen, PathRole.Surroundings)), output, key);

    private IEnumerable<(string Path, SeenPath Seen, PathRole Role)> AllWith(SeenPaths state) => state.All.Select(seen => (seen.Path, seen.Seen, PathRole.State))
        .Concat(_surroundings.All.Where(seen => !IsToldByFile(seen.Path, seen.Seen)).Select(seen => (seen.Path, seen.Seen, SurroundingsOf(seen.Path, seen.Seen))))
        .Concat(_files.All.Select(seen => (seen.Path, seen.Seen, RoleOf(seen.Path, seen.Seen))));

    private byte[]? Write(IEnumerable<(string Path, SeenPath Seen, PathRole Role)> all, string output, SnapshotKey key)
    {
        SnapshotWriter writer = new();
        FileUses uses = new(_selection?.Graph);
        List<(int Entry, byte[] Answer)> answers = [];
        foreach ((string path, SeenPath seen, PathRole role) in all.OrderBy(seen => seen.Path, StringComparer.Ordinal))
        {
            int entry = writer.Add(path, seen, role);
            if (role is PathRole.Target or PathRole.NamedTarget)
            {
                uses.Add(path, entry);
            }
            else if (role is PathRole.Asked)
            {
                answers.AddRange(_answers[path].Select(answer => (entry, answer)));
            }
        }

        byte[] plan = _selection is null || !uses.AreComplete ? [] : PlanSectionWriter.Write(_selection, uses.ByFile());
        return writer.ReadCount > PlanSnapshot.ReadLimitFiles ? null : writer.Write(_variables, key.ToBytes(), output, answers, plan);
    }

    private PathRole SurroundingsOf(string path, SeenPath seen) =>
        seen is { Rule: PathRule.Status, Follows: true, Status.IsFile: true } && _answers.ContainsKey(path) && !_whole.Contains(path) ? PathRole.Asked : PathRole.Surroundings;

    // What is known of its whole status says what it is.
    private bool IsToldByFile(string path, SeenPath seen) => seen is { Rule: PathRule.Kind, Kind: (byte)NameKind.File }
        && _files.TryFind(path, PathRule.Status, follows: true, out SeenPath file) && file.Status.IsFile;

    private PathRole RoleOf(string path, SeenPath file) =>
        file is { Rule: PathRule.Status, Follows: true, Status.IsFile: true } && _surroundings.TryFind(path, PathRule.Kind, follows: false, out SeenPath name) && IsToldByFile(path, name)
            ? PathRole.NamedTarget
            : PathRole.Target;

    // Nobody but an engine writes it, and that deletes the snapshot first; so it may be as young as it is.
    private SeenPaths StateOf(ProjectDirectory project)
    {
        SeenPaths state = new();
        _ = state.TryAdd(Relative(project.DatabasePath), SeenPath.Of(_statuses.ReadThroughLinks(project.DatabasePath.TrimStart('/')), follows: true));
        _ = state.TryAdd(Relative($"{project.DatabasePath}-wal"), SeenPath.OfEmpty());
        return state;
    }

    private void Look(string path, Func<SeenPath?> see)
    {
        if (!_isRefused)
        {
            _isRefused = !_surroundings.TryAdd(Relative(path), Try(see));
        }
    }

    // What can't be seen is the trouble of those who have to see it.
    private static T? Try<T>(Func<T?> see)
        where T : struct
    {
        try
        {
            return see();
        }
        catch (Exception failure) when (FileFaults.Is(failure))
        {
            return null;
        }
    }

    private SeenPath? NamesIn(string path, bool follows, List<string>? links)
    {
        FileStatus status = follows ? _statuses.ReadThroughLinks(path.TrimStart('/')) : _statuses.Read(path.TrimStart('/'));
        if (status.Kind is not FileKind.Directory)
        {
            return SeenPath.Of(NameKindOf(path));
        }

        bool isProof = IsOld(status);
        return DirectoryNames.TryDigest(path, links) is { } names ? SeenPath.OfNames(isProof ? status : null, follows, names) : null;
    }

    private SeenPath? SeeYoung(string path, bool follows, FileStatus status, FileFact fact) =>
        Try(() => MarkOf(path, status, fact)) is { } mark ? SeenPath.OfContent(status, follows, mark) : null;

    // Null when it isn't worth it, or no longer what the fact says.
    private Digest? MarkOf(string path, FileStatus status, FileFact fact)
    {
        if (status.Kind is FileKind.Link || status.Size > PlanSnapshot.ReadLimitBytes)
        {
            return null;
        }

        byte[] content = File.ReadAllBytes(Absolute(path));
        return Digest.Of(content) == fact.Digest ? ContentMark.Of(content) : null;
    }

    private NameKind NameKindOf(string path) => DirectoryNames.KindOf(_statuses, path.TrimStart('/'));

    private bool IsOld(FileStatus status) => new FileFact("", status, default, (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100).IsTrustworthy;

    private string Absolute(string path) => path == "." ? _root : Path.Join(_root, path);

    private string Relative(string path) =>
        path == _root ? "." : path.StartsWith(_root, StringComparison.Ordinal) && path.Length > _root.Length + 1 && path[_root.Length] == '/' ? path[(_root.Length + 1)..] : path;
}
