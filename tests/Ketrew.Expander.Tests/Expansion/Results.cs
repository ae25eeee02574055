using Ketrew.Expander.Expansion;
using Ketrew.Sdk;
using Ketrew.Sdk.Planning;

namespace Ketrew.Expander.Tests.Expansion;

/// <summary>Short ways to look at what an expansion gave.</summary>
internal static class Results
{
    /// <summary>True when the cache knew everything and no process was started.</summary>
    public static bool IsHit(this ExpansionResult result) =>
        result.PluginHostStarts == 0 && result.Stanzas.All(report => report.Reason is null);

    /// <summary>Why stanzas were expanded, one line each.</summary>
    public static string Reasons(this ExpansionResult result) => string.Join('\n', result.Stanzas.Select(report => report.Reason switch
    {
        null => $"{report.Stanza}: hit",
        MissReason.AnswerChanged changed => $"{report.Stanza}: {changed.Question} at {changed.PluginLine}: {string.Join("; ", changed.Differences)}",
        MissReason.Late late => $"{report.Stanza}: {late.Question} at {late.PluginLine}: late",
        MissReason.PluginChanged changed => $"{report.Stanza}: plugin {changed.Plugin} changed",
        _ => $"{report.Stanza}: new fields",
    }));

    public static string[] Ids(this Plan plan) => [.. plan.Targets.Select(target => target.Id.Value)];

    /// <summary>What the stanza <c>ask</c> was answered.</summary>
    public static string Answer(this ExpansionResult result) => result.Plan!.Targets[0].Description;

    /// <summary>A plan without the places that it comes from.</summary>
    public static Plan WithoutProvenance(this Plan plan) =>
        plan with { Targets = plan.Targets.Select(target => target with { Provenance = null }).ToValueList() };
}
