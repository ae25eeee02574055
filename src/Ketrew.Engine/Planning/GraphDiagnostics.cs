using System.Globalization;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Planning;

/// <summary>The texts of everything that can be wrong with a plan.</summary>
internal static class GraphDiagnostics
{
    public static Diagnostic DuplicateId(Target second, Target first) =>
        About(second, "KG001", $"two targets are called `{second.Id}`", null, Elsewhere(first, "the other one"));

    public static Diagnostic UnknownNeed(Target target, TargetId need, string? nearest) =>
        About(target, "KG002", $"target `{target.Id}` needs `{need}`, which doesn't exist", DidYouMean(nearest), []);

    public static Diagnostic OutputClash(Target target, Target owner, ProjectPath path) =>
        About(target, "KG003", $"targets `{owner.Id}` and `{target.Id}` both write `{path}`", null, Elsewhere(owner, "the other one"));

    /// <param name="target">Writes inside of what another one writes.</param>
    /// <param name="owner">The other one.</param>
    /// <param name="path">What it writes.</param>
    /// <param name="directory">What the other one writes.</param>
    /// <param name="more">How many further outputs lie there.</param>
    public static Diagnostic NestedOutputs(Target target, Target owner, ProjectPath path, ProjectPath directory, int more)
    {
        string others = more == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", and {more} more {(more == 1 ? "output lies" : "outputs lie")} there");
        return About(target, "KG003", $"target `{target.Id}` writes `{path}` inside `{directory}`, which target `{owner.Id}` writes{others}", null, Elsewhere(owner, "the other one"));
    }

    /// <param name="targets">Each needs the next one.</param>
    /// <param name="twin">One that is only there because two targets have one condition; null when there is none.</param>
    public static Diagnostic Cycle(IReadOnlyList<Target> targets, Target? twin)
    {
        string path = string.Join(" -> ", targets.Append(targets[0]).Select(target => target.Id));
        IEnumerable<DiagnosticNote> others = targets.Skip(1).SelectMany(target => Elsewhere(target, $"`{target.Id}` is here"));
        string? hint = twin is null ? null : $"`{twin.Id}` has the same condition as `{twin.Needs[0]}`, so they are one; give it `equivalence: none`";
        return About(targets[0], "KG004", $"targets need each other: {path}", hint, others);
    }

    public static Diagnostic UnknownDefault(TargetId id, string? nearest) =>
        new("KG005", $"the default `{id}` is no target", null) { Hint = DidYouMean(nearest) };

    public static Diagnostic UnknownPattern(string pattern, string? nearest) =>
        new("KG006", $"nothing is called `{pattern}`", null) { Hint = DidYouMean(nearest) ?? "`ketrew graph` shows all targets" };

    public static Diagnostic UnknownSideTarget(Target target, string field, TargetId id, string? nearest) =>
        About(target, "KG007", $"`{field}` of target `{target.Id}` names `{id}`, which doesn't exist", DidYouMean(nearest), []);

    public static Diagnostic UnknownPool(Target target, string pool, string? nearest) =>
        About(target, "KG008", $"target `{target.Id}` uses pool `{pool}`, which doesn't exist", DidYouMean(nearest) ?? $"declare it: `pools: {{ {pool}: 4 }}`", []);

    public static Diagnostic PoolTooSmall(Target target, PoolUse use, PoolLimit limit) =>
        About(target, "KG009", $"target `{target.Id}` takes {use.Count} of pool `{limit.Name}`, which has {limit.Capacity}", $"`pools: {{ {limit.Name}: {use.Count} }}` would let it run", []);

    private static string? DidYouMean(string? nearest) => nearest is null ? null : $"did you mean `{nearest}`?";

    // What a plugin emitted has no place of its own: the nearest stanza that a person wrote is named, and the way down to the target.
    private static Diagnostic About(Target target, string code, string message, string? hint, IEnumerable<DiagnosticNote> notes) =>
        new(code, message, target.Provenance?.WrittenSpan) { Hint = hint, Notes = [.. notes, .. Descent(target.Provenance)] };

    private static IEnumerable<DiagnosticNote> Elsewhere(Target target, string message) =>
        target.Provenance?.WrittenSpan is { } span ? [new DiagnosticNote(message, span)] : [];

    private static IEnumerable<DiagnosticNote> Descent(Provenance? provenance)
    {
        for (Provenance? level = provenance; level is { Span: null }; level = level.Parent)
        {
            string line = level.PluginLine is { } pluginLine ? $" at {pluginLine}" : "";
            string parent = level.Parent is { } emitter ? $" by stanza `{emitter.Stanza}`" : "";
            yield return new DiagnosticNote($"stanza `{level.Stanza}` was emitted{parent}{line}", level.PluginSpan);
        }
    }
}
