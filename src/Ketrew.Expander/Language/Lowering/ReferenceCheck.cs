using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language.Vanilla;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;

namespace Ketrew.Expander.Language.Lowering;

/// <summary>Finds names that nothing in the workflow has: of targets, pools, backends.</summary>
/// <param name="context">What there is beside targets.</param>
/// <param name="pools">The pools.</param>
/// <param name="targets">The targets that have a name, also those with mistakes in other fields.</param>
/// <param name="refusedIds">Ids of targets whose name can't be: of them nobody is told that they don't exist.</param>
/// <param name="diagnostics">Where problems go.</param>
internal sealed class ReferenceCheck(
    LoweringContext context, PoolIndex pools, IReadOnlyDictionary<TargetId, LoweredStanza> targets, IReadOnlySet<TargetId> refusedIds, List<Diagnostic> diagnostics)
{
    /// <summary>Checks everything that a target names.</summary>
    public void Check(LoweredStanza stanza)
    {
        CheckTargets(stanza, draft => draft.Needs);
        CheckTargets(stanza, draft => draft.OnSuccess);
        CheckTargets(stanza, draft => draft.OnFailure);
        CheckPools(stanza);
        if (stanza.Draft.Backend is { } backend && !context.Backends.Contains(backend.Value))
        {
            diagnostics.Add(stanza.Blame(one => one.Draft.Backend?.Span, at => Problem.UnknownBackend(at, backend.Value, context.Backends)));
        }
    }

    /// <summary>Checks what the defaults of a file name.</summary>
    public void Check(TargetDefaults defaults)
    {
        if (defaults.Backend is { } backend && !context.Backends.Contains(backend.Value))
        {
            diagnostics.Add(Problem.UnknownBackend(backend.Span, backend.Value, context.Backends));
        }

        foreach (Located<PoolUse> use in defaults.Pools?.Value ?? [])
        {
            if (ProblemOf(use.Value) is { } problem)
            {
                diagnostics.Add(problem(use.Span));
            }
        }
    }

    /// <summary>The targets of a list that don't exist.</summary>
    /// <param name="ids">As decoded.</param>
    /// <param name="directory">Where the list stands.</param>
    public IEnumerable<Diagnostic> Unknown(IEnumerable<Located<TargetId>> ids, ProjectPath directory) =>
        ids.Where(id => !Exists(id.Value)).Select(id => UnknownTarget(id.Span, id.Value, directory));

    private void CheckTargets(LoweredStanza stanza, Func<TargetDraft, ValueList<Located<TargetId>>> listOf)
    {
        ReadOnlySpan<Located<TargetId>> ids = listOf(stanza.Draft).AsSpan();
        for (int i = 0; i < ids.Length; i++)
        {
            if (!Exists(ids[i].Value))
            {
                (int index, TargetId id) = (i, ids[i].Value);
                diagnostics.Add(stanza.Blame(one => SpanOf(listOf(one.Draft), index), at => UnknownTarget(at, id, stanza.Placed.Directory)));
            }
        }
    }

    private void CheckPools(LoweredStanza stanza)
    {
        ValueList<Located<PoolUse>> uses = stanza.Draft.Pools ?? [];
        for (int i = 0; i < uses.Count; i++)
        {
            int index = i;
            if (ProblemOf(uses[i].Value) is { } problem)
            {
                diagnostics.Add(stanza.Blame(one => SpanOf(one.Draft.Pools ?? [], index), problem));
            }
        }
    }

    private Func<SourceSpan?, Diagnostic>? ProblemOf(PoolUse use) => context.IsWhole || pools.Knows(use.Pool) ? pools.ProblemOf(use) : null;

    private bool Exists(TargetId id) => !context.IsWhole || targets.ContainsKey(id) || refusedIds.Contains(id);

    private static SourceSpan? SpanOf<T>(ValueList<Located<T>> items, int index) => index < items.Count ? items[index].Span : null;

    // The same name in another directory is likelier than a typing mistake.
    private Diagnostic UnknownTarget(SourceSpan? at, TargetId id, ProjectPath directory)
    {
        string name = id.Value[(id.Value.LastIndexOf(':') + 1)..];
        IEnumerable<string> known = targets.Keys.Select(other => other.Value).Order(StringComparer.Ordinal);
        string? nearest = known.FirstOrDefault(other => other[(other.LastIndexOf(':') + 1)..] == name) ?? NearestName.Of(id.Value, known);
        bool isInRoot = nearest is not null && !nearest.Contains(':', StringComparison.Ordinal);
        return Problem.UnknownTarget(at, id.Value, isInRoot && !directory.IsRoot ? $":{nearest}" : nearest);
    }
}
