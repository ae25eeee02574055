using Ketrew.Expander.Language.Decoding;
using Ketrew.Expander.Language.Vanilla;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Language.Lowering;

/// <summary>A <c>target</c> or <c>group</c> whose fields have been read.</summary>
/// <param name="placed">The stanza.</param>
/// <param name="decoder">What read it, to read it again when an emitted stanza needs places.</param>
/// <param name="draft">The fields.</param>
/// <param name="isGood">True when all fields were right.</param>
internal sealed class LoweredStanza(PlacedStanza placed, StanzaDecoder<TargetDraft> decoder, TargetDraft draft, bool isGood)
{
    private (EmittedText Text, LoweredStanza Stanza)? _printed;

    /// <summary>The stanza.</summary>
    public PlacedStanza Placed { get; } = placed;

    /// <summary>Its fields.</summary>
    public TargetDraft Draft { get; } = draft;

    /// <summary>False when something was wrong with a field, and the target will be missing.</summary>
    public bool IsGood { get; } = isGood;

    /// <summary>Its id; null when it has no valid name.</summary>
    public TargetId? Id { get; } = draft.Name is { } name ? TargetId.Create(placed.Directory, name.Value) : null;

    /// <summary>What it writes, standard output included.</summary>
    public ValueList<Located<ProjectPath>> Outputs { get; } =
        draft.StandardOutput is { } standardOutput && !draft.Outputs.Any(output => output.Value == standardOutput.Value)
            ? draft.Outputs.Add(standardOutput)
            : draft.Outputs;

    /// <summary>Reports a problem with a part of the stanza, wherever the stanza comes from.</summary>
    /// <param name="part">Finds the part.</param>
    /// <param name="problem">Makes the diagnostic for a place.</param>
    public Diagnostic Blame(Func<LoweredStanza, SourceSpan?> part, Func<SourceSpan?, Diagnostic> problem)
    {
        if (!Placed.IsEmitted)
        {
            return problem(part(this) ?? Placed.Stanza.KindSpan);
        }

        // Once, however many problems it has: a stanza may name thousands of targets that don't exist.
        (EmittedText text, LoweredStanza printed) = _printed ??= Print();
        return text.Dress(problem(part(printed) ?? text.Stanza.KindSpan));
    }

    private (EmittedText Text, LoweredStanza Stanza) Print()
    {
        EmittedText text = EmittedText.Print(Placed);
        TargetDraft draft = new();
        decoder(text.Stanza, draft, new DecodeContext(Placed.Directory, []));
        return (text, new LoweredStanza(Placed with { Stanza = text.Stanza }, decoder, draft, IsGood));
    }

    /// <summary>Where a person wrote the part, or the stanza from which it was expanded.</summary>
    /// <param name="part">Finds the part of a written stanza.</param>
    public SourceSpan? WrittenAt(Func<LoweredStanza, SourceSpan?> part) =>
        Placed.IsEmitted ? Placed.Provenance.WrittenSpan : part(this) ?? Placed.Stanza.KindSpan;
}
