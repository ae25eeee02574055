using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Language.Decoding;
using Ketrew.Expander.Language.Vanilla;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Expander.Language.Lowering;

/// <summary>Vanilla stanzas to a plan. Pure but for the given answers to globs.</summary>
internal sealed class PlanLowering
{
    private readonly List<LoweredStanza> _stanzas = [];
    private readonly List<(PlacedStanza Placed, ValueList<Located<TargetId>> Ids)> _defaults = [];
    private readonly Dictionary<TargetId, LoweredStanza> _byId = [];
    private readonly HashSet<TargetId> _refusedIds = [];
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly LoweringContext _context;
    private readonly PoolIndex _pools;
    private readonly BackendIndex _backends;
    private readonly CancellationToken _cancellationToken;

    private PlanLowering(LoweringContext context, CancellationToken cancellationToken)
    {
        _context = context;
        _cancellationToken = cancellationToken;
        _pools = new PoolIndex(context.Scopes, _diagnostics);
        _backends = new BackendIndex(context.Scopes, context.Backends, _diagnostics);
    }

    /// <summary>What the stanzas mean.</summary>
    /// <param name="stanzas">Vanilla ones, written and emitted, in any order.</param>
    /// <param name="context">What their meaning depends on.</param>
    /// <param name="cancellationToken">Ends it between two stanzas.</param>
    /// <exception cref="OperationCanceledException">The token.</exception>
    public static LoweringResult Lower(IEnumerable<PlacedStanza> stanzas, LoweringContext context, CancellationToken cancellationToken)
    {
        PlanLowering lowering = new(context, cancellationToken);
        foreach (PlacedStanza placed in stanzas)
        {
            cancellationToken.ThrowIfCancellationRequested();
            lowering.Decode(placed);
        }

        lowering.CheckReferences();
        return lowering.Finish();
    }

    private void Decode(PlacedStanza placed)
    {
        switch (placed.Stanza.Kind)
        {
            case VanillaStanza.Target:
                Add(placed, TargetStanzas.DecodeTarget);
                break;
            case VanillaStanza.Group:
                Add(placed, TargetStanzas.DecodeGroup);
                break;
            case VanillaStanza.Default:
                PlacedDecoding.Decode<DefaultDraft>(
                    placed, (stanza, draft, context) => Vanilla.DefaultStanza.Decode(stanza.Fields, context, out draft.Ids), _diagnostics, out DefaultDraft ids);
                _defaults.Add((placed, ids.Ids));
                break;
            case VanillaStanza.Subdirectory:
                foreach (PlacedStanza inner in SubdirectoryStanza.Unfold(placed, _diagnostics))
                {
                    Decode(inner);
                }

                break;
            default:
                Refuse(placed);
                break;
        }
    }

    private void Refuse(PlacedStanza placed) => PlacedDecoding.Decode<object>(
        placed,
        (stanza, _, context) => context.Report(stanza.Kind switch
        {
            VanillaStanza.Include or VanillaStanza.Define => Problem.NotForPlugins(stanza.KindSpan, stanza.Kind),
            _ => Problem.UnknownStanza(stanza.KindSpan, stanza.Kind, VanillaStanza.Kinds),
        }),
        _diagnostics,
        out _);

    private void Add(PlacedStanza placed, StanzaDecoder<TargetDraft> decoder)
    {
        bool isGood = PlacedDecoding.Decode(placed, decoder, _diagnostics, out TargetDraft draft);
        LoweredStanza stanza = new(placed, decoder, draft, isGood);
        if (stanza.Id is { } id && !_byId.TryAdd(id, stanza))
        {
            _diagnostics.Add(stanza.Blame(NameSpan, at => Problem.DuplicateTarget(at, id.Value, _byId[id].WrittenAt(NameSpan))));
            return;
        }

        if (stanza.Id is null && (placed.Stanza.Fields as MappingNode)?["name"] is ScalarNode name)
        {
            _refusedIds.Add(TargetId.Create(placed.Directory, name.Text));
        }

        _stanzas.Add(stanza);
    }

    private void CheckReferences()
    {
        ReferenceCheck check = new(_context, _pools, _backends, _byId, _refusedIds, _diagnostics);
        foreach (Scope scope in _context.Scopes)
        {
            check.Check(scope.File.Defaults);
        }

        foreach (LoweredStanza stanza in _stanzas)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            check.Check(stanza);
        }

        foreach (PlacedStanza placed in _defaults.Select(item => item.Placed))
        {
            PlacedDecoding.Decode<DefaultDraft>(placed, (stanza, draft, context) => CheckDefaults(check, stanza, draft, context), _diagnostics, out _);
        }
    }

    private static bool CheckDefaults(ReferenceCheck check, StanzaNode stanza, DefaultDraft draft, DecodeContext context)
    {
        // What can't be read has been reported.
        int problems = context.ProblemCount;
        if (Vanilla.DefaultStanza.Decode(stanza.Fields, new DecodeContext(context.Directory, []), out draft.Ids))
        {
            foreach (Diagnostic unknown in check.Unknown(draft.Ids, context.Directory))
            {
                context.Report(unknown);
            }
        }

        return context.ProblemCount == problems;
    }

    private LoweringResult Finish()
    {
        OutputIndex outputs = new(_stanzas, _diagnostics);
        InputResolver inputs = new(outputs, _context.Glob, _diagnostics);
        List<Target> targets = new(_stanzas.Count);
        foreach (LoweredStanza stanza in _stanzas)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if (stanza is { IsGood: true, Id: { } id })
            {
                targets.Add(TargetAssembly.Assemble(stanza, id, inputs.Resolve(stanza)));
            }
        }

        targets.Sort((left, right) => left.Id.CompareTo(right.Id));
        Plan plan = new()
        {
            Targets = [.. targets],
            Defaults = _defaults.SelectMany(item => item.Ids.Select(id => id.Value)).Distinct().Order().ToValueList(),
            Pools = _pools.Limits,
        };
        return new LoweringResult(plan, outputs, [.. _diagnostics]) { Backends = _backends.Backends, Hosts = _backends.Hosts };
    }

    private static SourceSpan? NameSpan(LoweredStanza stanza) => stanza.Draft.Name?.Span;

    private sealed class DefaultDraft
    {
        public ValueList<Located<TargetId>> Ids;
    }
}
