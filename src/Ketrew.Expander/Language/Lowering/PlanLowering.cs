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
    private readonly Func<GlobPattern, ValueList<ProjectPath>> _glob;
    private readonly bool _isWhole;

    private PlanLowering(Func<GlobPattern, ValueList<ProjectPath>> glob, bool isWhole) => (_glob, _isWhole) = (glob, isWhole);

    /// <summary>What the stanzas mean.</summary>
    /// <param name="stanzas">Vanilla ones, written and emitted, in any order.</param>
    /// <param name="glob">The files on disk that a pattern means, in ordinal order; asked once per pattern.</param>
    /// <param name="isWhole">False when stanzas are missing since their expansion failed: then nobody is told of targets that don't exist.</param>
    public static LoweringResult Lower(IEnumerable<PlacedStanza> stanzas, Func<GlobPattern, ValueList<ProjectPath>> glob, bool isWhole)
    {
        PlanLowering lowering = new(glob, isWhole);
        foreach (PlacedStanza placed in stanzas)
        {
            lowering.Decode(placed);
        }

        lowering.CheckNeeds();
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
            VanillaStanza.Include => Problem.NotForPlugins(stanza.KindSpan, stanza.Kind),
            VanillaStanza.Define => Problem.NotAvailable(stanza.KindSpan, stanza.Kind, "declare a plugin: `- project: path/to/folder`"),
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

    private void CheckNeeds()
    {
        if (!_isWhole)
        {
            return;
        }

        foreach (LoweredStanza stanza in _stanzas)
        {
            for (int i = 0; i < stanza.Draft.Needs.Count; i++)
            {
                if (!Exists(stanza.Draft.Needs[i].Value))
                {
                    _diagnostics.Add(UnknownNeed(stanza, i));
                }
            }
        }

        foreach (PlacedStanza placed in _defaults.Select(item => item.Placed))
        {
            PlacedDecoding.Decode<DefaultDraft>(placed, CheckDefaults, _diagnostics, out _);
        }
    }

    private Diagnostic UnknownNeed(LoweredStanza stanza, int index) => stanza.Blame(
        one => index < one.Draft.Needs.Count ? one.Draft.Needs[index].Span : null,
        at => UnknownTarget(at, stanza.Draft.Needs[index].Value, stanza.Placed.Directory));

    private bool CheckDefaults(StanzaNode stanza, DefaultDraft draft, DecodeContext context)
    {
        // What can't be read has been reported.
        int problems = context.ProblemCount;
        if (Vanilla.DefaultStanza.Decode(stanza.Fields, new DecodeContext(context.Directory, []), out draft.Ids))
        {
            foreach (Located<TargetId> id in draft.Ids.Where(id => !Exists(id.Value)))
            {
                context.Report(UnknownTarget(id.Span, id.Value, context.Directory));
            }
        }

        return context.ProblemCount == problems;
    }

    // Of a target whose name was refused nobody is told that it doesn't exist.
    private bool Exists(TargetId id) => _byId.ContainsKey(id) || _refusedIds.Contains(id);

    // The same name in another directory is likelier than a typing mistake.
    private Diagnostic UnknownTarget(SourceSpan? at, TargetId id, ProjectPath directory)
    {
        string name = id.Value[(id.Value.LastIndexOf(':') + 1)..];
        IEnumerable<string> known = _byId.Keys.Select(other => other.Value).Order(StringComparer.Ordinal);
        string? nearest = known.FirstOrDefault(other => other[(other.LastIndexOf(':') + 1)..] == name) ?? NearestName.Of(id.Value, known);
        bool isInRoot = nearest is not null && !nearest.Contains(':', StringComparison.Ordinal);
        return Problem.UnknownTarget(at, id.Value, isInRoot && !directory.IsRoot ? $":{nearest}" : nearest);
    }

    private LoweringResult Finish()
    {
        OutputIndex outputs = new(_stanzas, _diagnostics);
        InputResolver inputs = new(outputs, _glob, _diagnostics);
        List<Target> targets = new(_stanzas.Count);
        foreach (LoweredStanza stanza in _stanzas)
        {
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
        };
        return new LoweringResult(plan, [.. _diagnostics]);
    }

    private static SourceSpan? NameSpan(LoweredStanza stanza) => stanza.Draft.Name?.Span;

    private sealed class DefaultDraft
    {
        public ValueList<Located<TargetId>> Ids;
    }
}
