using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Globbing;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Language.Lowering;

/// <summary>Who writes what, by declaration: independent of which files exist yet.</summary>
internal sealed class OutputIndex
{
    private readonly Dictionary<ProjectPath, LoweredStanza> _writers;
    private Dictionary<ProjectPath, List<DirectoryEntry>>? _tree;

    /// <summary>Collects the outputs; two writers of one path are reported.</summary>
    /// <param name="stanzas">All targets.</param>
    /// <param name="diagnostics">Where problems go.</param>
    public OutputIndex(IReadOnlyList<LoweredStanza> stanzas, List<Diagnostic> diagnostics)
    {
        _writers = new Dictionary<ProjectPath, LoweredStanza>(stanzas.Count);
        foreach (LoweredStanza stanza in stanzas)
        {
            foreach (Located<ProjectPath> output in stanza.Outputs.AsSpan())
            {
                // One target may name a path twice; two of one id are reported as such.
                if (!_writers.TryAdd(output.Value, stanza) && _writers[output.Value].Id != stanza.Id && stanza.Id is { } id)
                {
                    diagnostics.Add(Clash(output.Value, stanza, id, _writers[output.Value]));
                }
            }
        }
    }

    /// <summary>True when a target declares the path, or a directory that it lies in.</summary>
    /// <param name="path">A file of the project.</param>
    public bool IsWritten(ProjectPath path) => WriterAbove(path) is not null;

    /// <summary>The target that declares the path, or a directory that it lies in; null when none does.</summary>
    /// <param name="path">A file of the project.</param>
    public LoweredStanza? WriterOf(ProjectPath path) => WriterAbove(path) is { } output ? _writers[output] : null;

    /// <summary>The declared outputs that a pattern means.</summary>
    /// <param name="pattern">Project-relative.</param>
    public IEnumerable<ProjectPath> Match(GlobPattern pattern)
    {
        _tree ??= BuildTree();
        GlobWalker walker = new(directory => _tree.TryGetValue(directory, out List<DirectoryEntry>? entries) ? entries : []);
        return walker.Walk(pattern).AsSpan().ToArray().Concat(pattern.Patterns.Select(OutputAround).OfType<ProjectPath>());
    }

    // `out/*.html` can't be answered before a target has written its directory `out`: then that directory is meant.
    private ProjectPath? OutputAround(string pattern)
    {
        if (pattern.StartsWith('!'))
        {
            return null;
        }

        IEnumerable<string> literal = GlobSyntax.Split(pattern).TakeWhile(part => GlobSyntax.IsLiteral(part)).Select(GlobSyntax.Unescape);
        string prefix = string.Join('/', literal);
        return prefix.Length == 0 ? null : WriterAbove(ProjectPath.Parse(prefix));
    }

    private ProjectPath? WriterAbove(ProjectPath path)
    {
        for (ProjectPath current = path; !current.IsRoot; current = current.Parent)
        {
            if (_writers.ContainsKey(current))
            {
                return current;
            }
        }

        return null;
    }

    private Dictionary<ProjectPath, List<DirectoryEntry>> BuildTree()
    {
        Dictionary<ProjectPath, List<DirectoryEntry>> tree = [];
        foreach (ProjectPath output in _writers.Keys)
        {
            EntryKind kind = EntryKind.File;
            for (ProjectPath path = output; !path.IsRoot; path = path.Parent)
            {
                bool isKnownDirectory = tree.TryGetValue(path.Parent, out List<DirectoryEntry>? entries);
                (entries ??= tree[path.Parent] = []).Add(new DirectoryEntry(path.Name, kind));
                if (isKnownDirectory)
                {
                    break;
                }

                kind = EntryKind.Directory;
            }
        }

        return tree;
    }

    private static Diagnostic Clash(ProjectPath path, LoweredStanza stanza, TargetId id, LoweredStanza other)
    {
        SourceSpan? PlaceOf(LoweredStanza one)
        {
            foreach (Located<ProjectPath> output in one.Outputs)
            {
                if (output.Value == path)
                {
                    return output.Span;
                }
            }

            return null;
        }

        return stanza.Blame(PlaceOf, at => Problem.OutputClash(at, path, id, other.Id ?? id, other.WrittenAt(PlaceOf)));
    }
}
