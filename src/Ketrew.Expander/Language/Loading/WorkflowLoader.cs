using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Globbing;
using Ketrew.Expander.Language.Decoding;
using Ketrew.Expander.Language.Vanilla;
using Ketrew.Expander.Reading;
using Ketrew.Expander.Schemas;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Loading;

/// <summary>Reads a workflow file and every file that belongs to it. A loader is used once.</summary>
internal sealed class WorkflowLoader
{
    private const string FileName = "workflow.yaml";

    private readonly Func<ProjectPath, byte[]?> _readFile;
    private readonly GlobWalker _walker;
    private readonly DocumentReader _reader;
    private readonly List<WorkflowFile> _workflowFiles = [];
    private readonly List<PlacedStanza> _stanzas = [];
    private readonly List<PlacedStanza> _defines = [];
    private readonly SortedSet<ProjectPath> _files = [];
    private readonly HashSet<ProjectPath> _directories = [];
    private readonly Func<ProjectPath, string> _realPath;
    private readonly Dictionary<string, ProjectPath> _realDirectories = [];
    private readonly List<Diagnostic> _diagnostics = [];

    // What `directories` looks for: files of the root's name first, so that an expanded workflow finds its expanded parts.
    private string[] _names = [FileName];

    /// <summary>Prepares a loader.</summary>
    /// <param name="readFile">The bytes of a file; null when there is no such file.</param>
    /// <param name="list">What a directory holds.</param>
    /// <param name="realPath">What a directory is without links; equal for two names of one directory.</param>
    /// <param name="reader">Parses files.</param>
    public WorkflowLoader(
        Func<ProjectPath, byte[]?> readFile, Func<ProjectPath, IReadOnlyList<DirectoryEntry>> list, Func<ProjectPath, string> realPath, DocumentReader reader)
    {
        _realPath = realPath;
        _readFile = readFile;
        _walker = new GlobWalker(list);
        _reader = reader;
    }

    /// <summary>Loads a workflow. A missing file is a diagnostic.</summary>
    /// <param name="path">The root file.</param>
    public LoadedWorkflow Load(ProjectPath path)
    {
        _names = path.Name == FileName ? [FileName] : [path.Name, FileName];
        ReadFile(path, isRoot: true);
        ScopeTree tree = new(_workflowFiles);
        foreach (Scope scope in tree.Scopes)
        {
            foreach (StanzaNode stanza in scope.File.Stanzas.AsSpan())
            {
                Place(new PlacedStanza(stanza, scope.Directory, scope, tree.DefaultsIn(scope), new Provenance(stanza.Kind, stanza.Span)), [scope.File.Path]);
            }
        }

        return new LoadedWorkflow(tree.Scopes, [.. _stanzas], [.. _defines], [.. _files], [.. _diagnostics]);
    }

    private void ReadFile(ProjectPath path, bool isRoot)
    {
        _directories.Add(path.Parent);
        _realDirectories.TryAdd(_realPath(path.Parent), path.Parent);
        if (Read(path, null) is not { } document)
        {
            return;
        }

        WorkflowFile file = WorkflowFileDecoder.Decode(document.Root, path, isRoot, _diagnostics) with { Schema = document.Schema };
        _workflowFiles.Add(file);
        foreach (Located<GlobPattern> pattern in file.Directories)
        {
            ReadDirectories(pattern, file);
        }
    }

    private void Place(PlacedStanza placed, ValueList<ProjectPath> files)
    {
        switch (placed.Stanza.Kind)
        {
            case VanillaStanza.Subdirectory:
                foreach (PlacedStanza inner in SubdirectoryStanza.Unfold(placed, _diagnostics))
                {
                    Place(inner, files);
                }

                break;
            case VanillaStanza.Include:
                Include(placed, files);
                break;
            case VanillaStanza.Define:
                _defines.Add(placed);
                break;
            default:
                _stanzas.Add(placed);
                break;
        }
    }

    private void Include(PlacedStanza placed, ValueList<ProjectPath> files)
    {
        if (!IncludeStanza.Decode(placed.Stanza, new DecodeContext(placed.Directory, _diagnostics), out ProjectPath path))
        {
            return;
        }

        if (files.Contains(path))
        {
            IEnumerable<ProjectPath> cycle = files.SkipWhile(file => file != path).Append(path);
            _diagnostics.Add(Problem.IncludeCycle(placed.Stanza.Fields.Span, cycle.Select(file => file.Value)));
            return;
        }

        if (Read(path, placed.Stanza.Fields.Span) is not { } document)
        {
            return;
        }

        foreach (StanzaNode stanza in WorkflowFileDecoder.DecodeIncluded(document.Root, path, placed.Directory, _diagnostics).AsSpan())
        {
            Place(placed with { Stanza = stanza, Provenance = new Provenance(stanza.Kind, stanza.Span) }, files.Add(path));
        }
    }

    private void ReadDirectories(Located<GlobPattern> pattern, WorkflowFile file)
    {
        if (!pattern.Value.Patterns[0].StartsWith('!'))
        {
            GlobPattern exclusions = new(file.Directories.SelectMany(other => other.Value.Patterns).Where(text => text.StartsWith('!')).ToValueList());
            ProjectPath[] directories = [.. Find(pattern.Value, exclusions)];
            if (directories.Length == 0)
            {
                string written = (pattern.Node as ScalarNode)?.Text ?? pattern.Value.ToString();
                _diagnostics.Add(Problem.NoWorkflowIn(pattern.Span, written, FileName));
            }

            foreach (ProjectPath directory in directories.Where(directory => !_directories.Contains(directory)))
            {
                // Its targets would write the same files under two names; a link that leads back would never end.
                if (_realDirectories.TryGetValue(_realPath(directory), out ProjectPath other))
                {
                    _diagnostics.Add(Problem.SameDirectory(pattern.Span, directory, other));
                    continue;
                }

                ReadFile(_names.Select(name => directory / name).First(Exists), isRoot: false);
            }
        }
    }

    private IEnumerable<ProjectPath> Find(GlobPattern pattern, GlobPattern exclusions) => _names
        .SelectMany(name => _walker.Walk(new GlobPattern([$"{pattern.Patterns[0]}/{name}"]).And(exclusions)))
        .Select(file => file.Parent)
        .Distinct()
        .Order();

    private bool Exists(ProjectPath path) => !_walker.Walk(GlobPattern.Literal(path)).IsEmpty;

    private ReadResult? Read(ProjectPath path, SourceSpan? from)
    {
        _files.Add(path);
        if (_readFile(path) is not { } content)
        {
            _diagnostics.Add(Problem.MissingFile(from, path.Value));
            return null;
        }

        ReadResult result = _reader.Read(content, path.Value);
        _diagnostics.AddRange(result.Diagnostics);

        // What can't be parsed has been reported; it is not an empty file too.
        return result is { Root: null, Diagnostics.IsEmpty: false } ? null : result with { Schema = SchemaComment.Find(content) };
    }
}
