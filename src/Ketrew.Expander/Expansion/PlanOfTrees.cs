using Ketrew.Expander.Language;
using Ketrew.Expander.Language.Lowering;
using Ketrew.Expander.Language.Vanilla;
using Ketrew.Expander.Observations;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;

namespace Ketrew.Expander.Expansion;

/// <summary>What all trees of stanzas stand for together.</summary>
/// <param name="roots">The written stanzas, with everything below them.</param>
/// <param name="late">Those of them that wait for targets.</param>
/// <param name="world">The project.</param>
/// <param name="lastWriters">The targets that wrote a file when they succeeded last.</param>
/// <param name="diagnostics">What is wrong so far; takes what else is.</param>
internal sealed class PlanOfTrees(IReadOnlyList<StanzaUse> roots, IReadOnlyList<LateUse> late, World world, Func<ProjectPath, IEnumerable<TargetId>> lastWriters, List<Diagnostic> diagnostics)
{
    /// <summary>The backends that the files declare; known after <see cref="Lower"/>.</summary>
    public ValueList<BackendDeclaration> Backends { get; private set; }

    /// <summary>The hosts that the files declare; known after <see cref="Lower"/>.</summary>
    public ValueList<HostDeclaration> Hosts { get; private set; }

    private bool HasError => diagnostics.Exists(diagnostic => diagnostic.Severity == Severity.Error);

    /// <summary>Lowers their leaves. A workflow with errors is lowered too, so that all its problems are told.</summary>
    /// <param name="scopes">The workflow files, the root first.</param>
    /// <param name="backends">The names that <c>backend</c> may have.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The plan, as far as it is known; null when there is an error.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Plan? Lower(ValueList<Scope> scopes, ValueList<string> backends, CancellationToken cancellationToken)
    {
        PlacedStanza[] leaves = [.. roots.SelectMany(root => root.Tree()).Select(use => use.Placed).Where(leaf => VanillaStanza.IsVanilla(leaf.Stanza.Kind))];
        LoweringContext context = new() { Scopes = scopes, Backends = backends, Glob = world.Glob, IsWhole = late.Count == 0 && !HasError };
        LoweringResult lowered = PlanLowering.Lower(leaves, context, cancellationToken);
        diagnostics.AddRange(lowered.Diagnostics);
        (Backends, Hosts) = (lowered.Backends, lowered.Hosts);
        OutputReads reads = new(lowered.Outputs);
        diagnostics.AddRange(roots.SelectMany(reads.Check));
        Plan plan = late.Count == 0 ? lowered.Plan : KnownPartOf(lowered);
        return HasError ? null : plan;
    }

    // As long as one target that is waited for can be made, the next expansion knows more.
    private Plan KnownPartOf(LoweringResult lowered)
    {
        HashSet<TargetId> ids = [.. lowered.Plan.Targets.Select(target => target.Id)];
        bool Exists(ProjectPath path) => world.RealPath(path).Length > 0;
        Func<ProjectPath, bool>[] guesses =
        [
            // What a target wrote that isn't known yet is probably written again.
            path => Exists(path) && lastWriters(path).All(ids.Contains),
            Exists,

            // A file that is nowhere may be written by what is still to come, or be missing: then its target tells it.
            static _ => true,
        ];
        KnownPart[] parts = [.. guesses.Select(isThere => new KnownPart(lowered.Plan, lowered.Outputs, isThere))];
        KnownPart known = Array.Find(parts, part => late.Any(part.CanEnd)) ?? parts[^1];
        diagnostics.AddRange(late.SelectMany(known.Check));
        if (!HasError && !late.Any(known.CanEnd))
        {
            diagnostics.AddRange(late.Select(one => known.Explain(one, late)));
        }

        return known.Plan;
    }
}
