using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language.Vanilla;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;

namespace Ketrew.Expander.Language.Lowering;

/// <summary>Finds names that nothing in the workflow has: of targets, pools, backends, hosts.</summary>
/// <param name="context">What there is beside targets.</param>
/// <param name="pools">The pools.</param>
/// <param name="backends">The backends and hosts.</param>
/// <param name="targets">The targets that have a name, also those with mistakes in other fields.</param>
/// <param name="refusedIds">Ids of targets whose name can't be: of them nobody is told that they don't exist.</param>
/// <param name="diagnostics">Where problems go.</param>
internal sealed class ReferenceCheck(
    LoweringContext context, PoolIndex pools, BackendIndex backends, IReadOnlyDictionary<TargetId, LoweredStanza> targets, IReadOnlySet<TargetId> refusedIds, List<Diagnostic> diagnostics)
{
    /// <summary>Checks everything that a target names.</summary>
    public void Check(LoweredStanza stanza)
    {
        CheckTargets(stanza, static draft => draft.Needs);
        CheckTargets(stanza, static draft => draft.OnSuccess);
        CheckTargets(stanza, static draft => draft.OnFailure);
        ValueList<Located<PoolUse>> uses = stanza.Draft.Pools ?? [];
        for (int i = 0; i < uses.Count; i++)
        {
            if (!Allows(uses[i].Value))
            {
                diagnostics.Add(RefusedPool(stanza, i, uses[i].Value));
            }
        }

        if (stanza.Draft.Backend?.Value is { } backend && !AllowsBackend(backend))
        {
            diagnostics.Add(UnknownBackend(stanza, backend));
        }

        if (stanza.Draft.Host?.Value is { } host && !AllowsHost(host))
        {
            diagnostics.Add(UnknownHost(stanza, host));
        }
    }

    /// <summary>Checks what the defaults of a file name.</summary>
    public void Check(TargetDefaults defaults)
    {
        diagnostics.AddRange((defaults.Pools?.Value ?? []).Where(use => !Allows(use.Value)).Select(use => pools.Refuse(use.Value, use.Span)));
        if (defaults.Backend is { } backend && !AllowsBackend(backend.Value))
        {
            diagnostics.Add(backends.Refuse(backend.Value, backend.Span));
        }

        if (defaults.Host is { } host && !AllowsHost(host.Value))
        {
            diagnostics.Add(backends.RefuseHost(host.Value, host.Span));
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
                diagnostics.Add(UnknownTarget(stanza, listOf, i));
            }
        }
    }

    // Made beside the loops, so that what is right costs no closure.
    private static Diagnostic BlameItem<T>(
        LoweredStanza stanza, Func<TargetDraft, ValueList<Located<T>>> listOf, int index, Func<SourceSpan?, Diagnostic> problem) =>
        stanza.Blame(one => listOf(one.Draft) is var items && index < items.Count ? items[index].Span : null, problem);

    private Diagnostic UnknownTarget(LoweredStanza stanza, Func<TargetDraft, ValueList<Located<TargetId>>> listOf, int index) =>
        BlameItem(stanza, listOf, index, at => UnknownTarget(at, listOf(stanza.Draft)[index].Value, stanza.Placed.Directory));

    private Diagnostic RefusedPool(LoweredStanza stanza, int index, PoolUse use) =>
        BlameItem(stanza, static draft => draft.Pools ?? [], index, at => pools.Refuse(use, at));

    private Diagnostic UnknownBackend(LoweredStanza stanza, string backend) =>
        stanza.Blame(one => one.Draft.Backend?.Span, at => backends.Refuse(backend, at));

    private Diagnostic UnknownHost(LoweredStanza stanza, string host) => stanza.Blame(one => one.Draft.Host?.Span, at => backends.RefuseHost(host, at));

    private bool AllowsBackend(string backend) => backends.Knows(backend) || !context.IsWhole;

    private bool AllowsHost(string host) => backends.KnowsHost(host) || !context.IsWhole;

    private bool Allows(PoolUse use) => pools.Allows(use) || (!context.IsWhole && !pools.Knows(use.Pool));

    private bool Exists(TargetId id) => !context.IsWhole || targets.ContainsKey(id) || refusedIds.Contains(id);

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
