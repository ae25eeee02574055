using Ketrew.Engine.Planning;
using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;

namespace Ketrew.Engine.Tests;

/// <summary>Short ways to say plans and graphs.</summary>
internal static class Graphs
{
    public static Target Shell(string id, string script, string[]? inputs = null, string[]? outputs = null, string[]? needs = null) => new()
    {
        Id = new TargetId(id),
        Inputs = [.. (inputs ?? []).Select(ProjectPath.Parse)],
        Outputs = [.. (outputs ?? []).Select(ProjectPath.Parse)],
        Needs = [.. (needs ?? []).Select(need => new TargetId(need))],
        Steps = [new Step.Shell(script, ["sh", "-eu", "-c"])],
    };

    public static Target Group(string id, params string[] needs) => Shell(id, "", needs: needs) with { Steps = [] };

    public static TargetGraph Build(Plan plan) =>
        TargetGraph.TryBuild(plan, out TargetGraph? graph, out ValueList<Diagnostic> diagnostics)
            ? graph
            : throw new InvalidOperationException(string.Join('\n', diagnostics));

    public static TargetGraph Build(params Target[] targets) => Build(new Plan { Targets = [.. targets] });

    /// <summary>Everything that is said about a plan, as a person would read it.</summary>
    public static string Problems(params Target[] targets) =>
        TargetGraph.TryBuild(new Plan { Targets = [.. targets] }, out _, out ValueList<Diagnostic> diagnostics) ? "none" : Print(diagnostics);

    public static string Print(ValueList<Diagnostic> diagnostics) => string.Join('\n', diagnostics.Select(Print));

    private static string Print(Diagnostic diagnostic) => string.Join(
        '\n',
        [
            $"{diagnostic.Code} {diagnostic.Span?.ToString() ?? "-"}: {diagnostic.Message}",
            .. diagnostic.Hint is { } hint ? [$"  hint: {hint}"] : Array.Empty<string>(),
            .. diagnostic.Notes.Select(note => $"  note: {note.Message} {note.Span?.ToString() ?? "-"}"),
        ]);
}
