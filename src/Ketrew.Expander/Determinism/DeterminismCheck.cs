using Ketrew.Expander.Caching;
using Ketrew.Expander.Diagnostics;
using Ketrew.Expander.Expansion;
using Ketrew.Expander.Language;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Observations;

namespace Ketrew.Expander.Determinism;

/// <summary>Whether stanzas depend on their fields and their questions only, and on no platform.</summary>
public static class DeterminismCheck
{
    /// <summary>
    /// Expands everything once more: in a new process, with other hash codes, time zone and culture, and in the reverse order; then once for each platform
    /// that the workflow declares, with its answers.
    /// </summary>
    /// <param name="options">As it was expanded.</param>
    /// <param name="first">What came of that.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>One for each stanza that asked, gave or said something else, with both logs.</returns>
    /// <exception cref="KetrewException">The surroundings fail.</exception>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static async Task<ValueList<Diagnostic>> OfAsync(ExpanderOptions options, ExpansionResult first, CancellationToken cancellationToken)
    {
        options = options with { Made = first.Made };
        ExpanderOptions again = options with { IsRecheck = true, PluginHost = options.PluginHost with { IsUnusual = true } };
        ExpansionResult result = await WorkflowExpander.ExpandAsync(again, cancellationToken);
        List<Diagnostic> problems = [.. first.Diagnostics.Where(known => known.Code == ExpansionProblem.NotDeterministicCode), .. result.Diagnostics.Except(first.Diagnostics)];
        foreach (PlatformName platform in PlatformsOf(first))
        {
            problems.AddRange(await OnAsync(platform, options, first, cancellationToken));
        }

        return problems.ToValueList();
    }

    /// <summary>The platforms that are tried, for people: <c>linux/x64, macos/arm64</c>; empty for none.</summary>
    /// <param name="first">Any expansion of the workflow.</param>
    public static string DescribePlatforms(ExpansionResult first) => string.Join(", ", PlatformsOf(first));

    private static IEnumerable<PlatformName> PlatformsOf(ExpansionResult first) =>
        first.Scopes.SelectMany(scope => scope.File.Platforms).Select(platform => platform.Value).Distinct();

    private static async Task<IEnumerable<Diagnostic>> OnAsync(PlatformName platform, ExpanderOptions options, ExpansionResult first, CancellationToken cancellationToken)
    {
        ExpansionResult there = await WorkflowExpander.ExpandAsync(options with { IsRecheck = true }, question => AnswerOf(platform, question), cancellationToken);
        IEnumerable<Diagnostic> differences = first.Roots.Zip(there.Roots).SelectMany(pair => Compare(pair.First, pair.Second, platform));
        return differences.Concat(there.Diagnostics.Except(first.Diagnostics));
    }

    private static Answer.Text? AnswerOf(PlatformName platform, Question question) => question switch
    {
        Question.Platform { Facet: PlatformFacet.OperatingSystem } => new Answer.Text(platform.OperatingSystem),
        Question.Platform => new Answer.Text(platform.Architecture),
        _ => null,
    };

    // What a stanza emits is compared no further where the stanza itself differs: that would be the same again.
    private static IEnumerable<Diagnostic> Compare(StanzaUse here, StanzaUse there, PlatformName platform)
    {
        if (here.Definition is not { } definition || here.Record is not { } record || there.Record is not { } other)
        {
            return [];
        }

        return Divergence.HasSameResult(record, other)
            ? here.Children.Zip(there.Children).SelectMany(pair => Compare(pair.First, pair.Second, platform))
            : [StanzaPlaces.Place(here, ExpansionProblem.DependsOnPlatform(definition, platform, new Divergence(record, other, 0)))];
    }
}
